#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// An open file of this process; closed when the last owner lets go.
///
/// The path is kept for error sentences only: the file may have been renamed since.
package final class Descriptor: Sendable {
  package let number: Int32
  package let path: String
  private let isOwned: Bool

  private init(number: Int32, path: String, isOwned: Bool) {
    self.number = number
    self.path = path
    self.isOwned = isOwned
  }

  deinit { if isOwned { _ = close(number) } }

  /// A descriptor that came from elsewhere and is closed from here.
  package convenience init(adopting number: Int32, path: String) {
    self.init(number: number, path: path, isOwned: true)
  }

  /// A descriptor that stays its owner's: it is not closed from here.
  package convenience init(borrowing number: Int32, path: String) {
    self.init(number: number, path: path, isOwned: false)
  }

  /// Standard input, which stays open.
  package static let standardInput = Descriptor(number: 0, path: "-", isOwned: false)

  package enum Access: Sendable {
    case read
    /// Only writes: of a pipe this is told when its reader goes, and waits until there is one.
    case write
    /// Reads and writes in place.
    case update
    /// Every write goes to the end, whatever else happens to the file.
    case append
  }

  /// What may stand at a path.
  package enum Kind: Sendable {
    /// A regular file of a store, never one behind a link: a store that came with a cloned folder
    /// must not lead elsewhere, and a pipe must not make a lock holder wait.
    case file
    case folder
    /// Whatever a person named.
    case anything
  }

  package static func open(
    _ path: String, _ access: Access, kind: Kind = .file, create: Bool = false,
    exclusive: Bool = false, mode: UInt32 = 0o600
  ) throws(SystemError) -> Descriptor {
    if case .failure(let number)? = faultOrDeath(.open) { throw SystemError(.open, path, number) }
    var flags = O_CLOEXEC
    switch access {
    case .read: flags |= O_RDONLY
    case .write: flags |= O_WRONLY
    case .update: flags |= O_RDWR
    case .append: flags |= O_RDWR | O_APPEND
    }
    if create { flags |= O_CREAT }
    if exclusive { flags |= O_EXCL }
    if kind != .anything { flags |= O_NOFOLLOW | O_NONBLOCK }
    let place = try Place.of(path, .open, isEnclosed: kind != .anything)
    if place.owner != nil { flags |= O_NOFOLLOW | O_NONBLOCK }
    while true {
      let number = rawOpen(place.name, in: place.folder, flags, mode)
      if number >= 0 {
        if create { Recorder.note(path) { .create(path: $0) } }
        let descriptor = Descriptor(number: number, path: path, isOwned: true)
        if create { place.give(number) }
        if kind == .file || place.owner != nil { try descriptor.require(kind, at: place) }
        return descriptor
      }
      if errno != EINTR { throw SystemError(.open, path) }
    }
  }

  private func require(_ kind: Kind, at place: borrowing Place) throws(SystemError) {
    var raw = stat()
    guard unsafe fstat(number, &raw) == 0 else { throw SystemError(.fstat, path) }
    switch (UInt32(raw.st_mode) & UInt32(S_IFMT), kind) {
    case (UInt32(S_IFREG), .file), (UInt32(S_IFREG), .anything): break
    case (UInt32(S_IFDIR), .folder), (UInt32(S_IFDIR), .anything):
      // A folder has as many names as it has folders in it.
      raw.st_nlink = 1
    case (UInt32(S_IFDIR), _): throw SystemError(.open, path, EISDIR)
    default: throw SystemError(.open, path, EINVAL)
    }
    if let objection = place.objection(to: raw) { throw SystemError(.open, path, objection) }
  }

  /// Bytes at `offset` into `buffer`; fewer only at the end of the file.
  package func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int64)
    throws(SystemError) -> Int
  {
    var done = 0
    while done < buffer.count {
      var limit = buffer.count - done
      switch Self.faultOrDeath(.pread) {
      case .failure(let number)?: throw SystemError(.pread, path, number)
      case .part(let count)?: limit = max(1, min(limit, count))
      default: break
      }
      // Sound: the rest of the caller's buffer.
      let count = unsafe pread(
        number, buffer.baseAddress! + done, limit, off_t(offset) + off_t(done))
      if count > 0 {
        done += count
      } else if count == 0 {
        break
      } else if errno != EINTR {
        throw SystemError(.pread, path)
      }
    }
    return done
  }

  /// What is there now of a pipe, a terminal or a file, at its own place; 0 at its end.
  package func readNext(into buffer: UnsafeMutableRawBufferPointer) throws(SystemError) -> Int {
    while true {
      let count = unsafe rawRead(number, buffer)
      if count >= 0 { return count }
      if errno != EINTR { throw SystemError(.read, path) }
    }
  }

  /// The `count` bytes at `offset`; fewer only at the end of the file.
  package func bytes(at offset: Int64, count: Int) throws(SystemError) -> [UInt8] {
    guard count > 0 else { return [] }
    var failure: SystemError?
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      do throws(SystemError) {
        filled = unsafe try read(into: UnsafeMutableRawBufferPointer(buffer), at: offset)
      } catch { failure = error }
    }
    if let failure { throw failure }
    return bytes
  }

  /// Where the first byte stands at or after an offset that was ever written; nil where nothing but
  /// a hole is left. Where the disk does not say, that is every byte.
  package func data(from offset: Int64) throws(SystemError) -> Int64? {
    // Every other read and write here says its own place.
    let place = lseek(number, off_t(offset), Platform.seekData)
    if place >= 0 { return Int64(place) }
    if errno == ENXIO { return nil }
    if errno == EINVAL || errno == ENOTSUP { return offset }
    throw SystemError(.pread, path)
  }

  static func faultOrDeath(_ call: Call) -> Faults.Effect? {
    guard let effect = Faults.next(call) else { return nil }
    return effect == .death ? .failure(EIO) : effect
  }
}

extension Descriptor {
  /// Whether any other descriptor, of whichever process, has this file open; true where the system
  /// does not say.
  package var isOpenElsewhere: Bool { Platform.isOpenElsewhere(number) }
}
