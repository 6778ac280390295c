#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension Descriptor {
  /// One `write(2)`: how many bytes the system took, which may be fewer than given.
  package func write(once bytes: Span<UInt8>) throws(SystemError) -> Int {
    var limit = bytes.count
    switch Self.faultOrDeath(.write) {
    case .failure(let number)?: throw SystemError(.write, path, number)
    case .short(let count)?, .torn(let count)?: limit = min(limit, count)
    default: break
    }
    while true {
      let count = unsafe bytes.withUnsafeBytes { all in
        unsafe rawWrite(number, UnsafeRawBufferPointer(rebasing: all[..<limit]))
      }
      if count >= 0 {
        note(bytes.extracting(..<count))
        return count
      }
      if errno != EINTR { throw SystemError(.write, path) }
    }
  }

  /// All of `bytes` at `offset`, in place.
  package func write(_ bytes: Span<UInt8>, at offset: Int64) throws(SystemError) {
    try ProcessLimit.check(.pwrite, path, end: offset + Int64(bytes.count))
    var done = 0
    while done < bytes.count {
      var limit = bytes.count - done
      switch Self.faultOrDeath(.pwrite) {
      case .failure(let number)?: throw SystemError(.pwrite, path, number)
      case .short(let count)?, .torn(let count)?: limit = max(1, min(limit, count))
      default: break
      }
      let count = unsafe bytes.withUnsafeBytes { all in
        unsafe pwrite(number, all.baseAddress! + done, limit, off_t(offset) + off_t(done))
      }
      if count > 0 {
        let part = bytes.extracting(done..<done + count)
        let place = offset + Int64(done)
        Recorder.note(path) { .write(path: $0, offset: place, bytes: Array(copying: part)) }
        done += count
      } else if count == 0 || errno != EINTR {
        throw SystemError(.pwrite, path, count == 0 ? ENOSPC : errno)
      }
    }
  }

  /// The place after the last byte written through this descriptor.
  package func placeAfterWrite() throws(SystemError) -> Int64 {
    if case .failure(let code)? = Self.faultOrDeath(.lseek) {
      throw SystemError(.lseek, path, code)
    }
    let place = lseek(number, 0, SEEK_CUR)
    guard place >= 0 else { throw SystemError(.lseek, path) }
    return Int64(place)
  }

  /// What was written so far survives a power loss, or this throws.
  package func syncData() throws(SystemError) {
    if case .failure(let code)? = Self.faultOrDeath(.fdatasync) {
      throw SystemError(.fdatasync, path, code)
    }
    guard Platform.syncData(number) == 0 else { throw SystemError(.fdatasync, path) }
    Recorder.note(path) { .sync(path: $0) }
  }

  /// Has the system put a range of the file on the disk while others go on, so that `syncData` has less
  /// to wait for. It promises nothing, and what goes wrong shows there.
  package func beginSync(from offset: Int64, count: Int64) {
    Platform.beginSync(number, from: offset, count: count)
  }

  /// Takes disk space for `count` bytes at `offset`, so that a full disk shows before a write.
  /// False where the file system cannot do that.
  package func reserve(from offset: Int64, count: Int64) throws(SystemError) -> Bool {
    if case .failure(let code)? = Self.faultOrDeath(.reserve) {
      throw SystemError(.reserve, path, code)
    }
    if Platform.reserve(number, from: offset, count: count) == 0 { return true }
    switch errno {
    case ENOSPC, EDQUOT, EFBIG, EIO: throw SystemError(.reserve, path)
    default: return false
    }
  }

  package func setPermissions(_ mode: UInt32) throws(SystemError) {
    if case .failure(let code)? = Self.faultOrDeath(.fchmod) {
      throw SystemError(.fchmod, path, code)
    }
    guard fchmod(number, mode_t(mode)) == 0 else { throw SystemError(.fchmod, path) }
    Recorder.note(path) { .permissions(path: $0, mode: mode) }
  }

  /// Whether the lock of this file was taken, alone or with others who share it; never waits.
  package func tryLock(isShared: Bool = false) throws(SystemError) -> Bool {
    if case .failure(let code)? = Self.faultOrDeath(.flock) {
      throw SystemError(.flock, path, code)
    }
    while true {
      if rawLock(number, (isShared ? LOCK_SH : LOCK_EX) | LOCK_NB) == 0 { return true }
      if errno == EWOULDBLOCK { return false }
      if errno != EINTR { throw SystemError(.flock, path) }
    }
  }

  /// Cuts or extends the file; for files that hold no lines.
  package func truncate(to size: Int64) throws(SystemError) {
    guard ftruncate(number, off_t(size)) == 0 else { throw SystemError(.write, path) }
  }

  /// Makes the file at least `end` bytes long, and never shorter; where that fails it stays as it is.
  package func extend(from size: Int64, to end: Int64) {
    #if canImport(Glibc)
      _ = posix_fallocate(number, Int(size), Int(end - size))
    #else
      _ = ftruncate(number, off_t(end))
    #endif
  }

  package func unlock() { _ = rawLock(number, LOCK_UN) }

  private func note(_ written: Span<UInt8>) {
    Recorder.note(path) { path in
      let end = Int64(lseek(number, 0, SEEK_CUR))
      let offset = end - Int64(written.count)
      return .write(path: path, offset: offset, bytes: Array(copying: written))
    }
  }
}

extension Array where Element == UInt8 {
  /// A copy of a span's bytes.
  package init(copying span: Span<UInt8>) {
    self = unsafe span.withUnsafeBufferPointer { unsafe Array($0) }
  }
}
