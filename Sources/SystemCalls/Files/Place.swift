#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Why a call failed, by the system's number.
struct ErrnoValue: Error {
  let number: Int32
  init(_ number: Int32 = errno) { self.number = number }
}

/// Where a path leads: a name in an open folder, or anywhere, as the system reads paths.
struct Place: ~Copyable {
  /// The folder that the name stands in.
  let folder: Int32
  let name: String
  /// Of the store that it stands in; nil where it stands in none.
  let owner: Enclosure.Owner?

  /// - Parameter isEnclosed: false for what a person named, which is followed wherever it leads.
  /// - Throws: where the way there leads through a link, a file or somebody else's folder.
  init(_ path: String, isEnclosed: Bool = true) throws(ErrnoValue) {
    guard isEnclosed, let (root, names) = Enclosure.split(path), let last = names.last else {
      folder = AT_FDCWD
      name = path
      owner = nil
      return
    }
    var here = Self.open(root, in: AT_FDCWD, O_DIRECTORY)
    guard here >= 0 else { throw ErrnoValue() }
    let owner: Enclosure.Owner
    do throws(ErrnoValue) {
      owner = try Enclosure.Owner(of: here)
      for name in names.dropLast() {
        let next = Self.open(String(name), in: here, O_DIRECTORY | O_NOFOLLOW)
        guard next >= 0 else { throw Self.reason(String(name), in: here) }
        close(here)
        here = next
        guard owner.trusts(uid_t(try Enclosure.Owner(of: here).user)) else {
          throw ErrnoValue(EPERM)
        }
      }
    } catch {
      close(here)
      throw error
    }
    folder = here
    name = String(last)
    self.owner = owner
  }

  static func of(
    _ path: String, _ call: Call, isEnclosed: Bool = true
  ) throws(SystemError) -> Place {
    do throws(ErrnoValue) { return try Place(path, isEnclosed: isEnclosed) } catch {
      throw SystemError(call, path, error.number)
    }
  }

  /// Whether a link stands there.
  var isLink: Bool {
    let reason = errno
    defer { errno = reason }
    var raw = stat()
    return unsafe fstatat(folder, name, &raw, AT_SYMLINK_NOFOLLOW) == 0
      && UInt32(raw.st_mode) & UInt32(S_IFMT) == UInt32(S_IFLNK)
  }

  deinit { if folder != AT_FDCWD { close(folder) } }

  private static func open(_ path: String, in folder: Int32, _ flags: Int32) -> Int32 {
    while true {
      let number = rawOpen(path, in: folder, flags | Platform.pathOnly | O_CLOEXEC, 0)
      if number >= 0 || errno != EINTR { return number }
    }
  }

  /// Why a name could not be entered: a link says the same wherever it stands.
  private static func reason(_ name: String, in folder: Int32) -> ErrnoValue {
    let reason = ErrnoValue()
    var raw = stat()
    if unsafe fstatat(folder, name, &raw, AT_SYMLINK_NOFOLLOW) == 0,
      UInt32(raw.st_mode) & UInt32(S_IFMT) == UInt32(S_IFLNK)
    {
      return ErrnoValue(ELOOP)
    }
    return reason
  }

  /// Gives what was just made to the store's owner, where somebody else made it.
  func give(_ number: Int32) {
    guard let owner, owner.isElse else { return }
    // Where the disk knows no owners there is none to be given to.
    _ = fchown(number, owner.user, owner.group)
  }

  /// The same for what has no descriptor.
  func give() {
    guard let owner, owner.isElse else { return }
    _ = unsafe fchownat(folder, name, owner.user, owner.group, AT_SYMLINK_NOFOLLOW)
  }

  /// What keeps an open file from being the store's; nil where nothing does.
  func objection(to raw: stat) -> Int32? {
    guard let owner else { return nil }
    if !owner.trusts(raw.st_uid) { return EPERM }
    // A segment has two names while it is being sealed.
    if raw.st_nlink > 1 && !name.hasSuffix(".jsonl") && !name.hasSuffix(".next") { return EMLINK }
    return nil
  }
}
