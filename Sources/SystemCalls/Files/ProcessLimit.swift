#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What this process may have at most, as the shell's `ulimit` sets it.
package enum ProcessLimit {
  /// Bytes that a file may have (`ulimit -f`).
  ///
  /// A write beyond it would not fail: the system would end the host program by SIGXFSZ.
  package static var fileSize: Int64 { value(of: RLIMIT_FSIZE) }

  /// Bytes of memory that may be mapped (`ulimit -v`).
  ///
  /// Whoever takes the last of it ends the process: Swift cannot do without what it asks for.
  package static var addressSpace: Int64 { value(of: RLIMIT_AS) }

  /// Whether this many more files may be open at once (`ulimit -n`).
  package static func hasRoom(forFiles count: Int) -> Bool {
    let first = unsafe open("/", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard first >= 0 else { return false }
    var taken = [first]
    defer { taken.forEach { _ = close($0) } }
    while taken.count < count {
      let next = fcntl(first, F_DUPFD_CLOEXEC, 0)
      guard next >= 0 else { return false }
      taken.append(next)
    }
    return true
  }

  #if canImport(Glibc)
    private static func value(of resource: __rlimit_resource) -> Int64 {
      var limit = rlimit()
      let result = unsafe getrlimit(__rlimit_resource_t(resource.rawValue), &limit)
      return result == 0 ? Int64(clamping: limit.rlim_cur) : .max
    }
  #else
    private static func value(of resource: Int32) -> Int64 {
      var limit = rlimit()
      return unsafe getrlimit(resource, &limit) == 0 ? Int64(clamping: limit.rlim_cur) : .max
    }
  #endif

  /// Fails as a write would that ends at `end`, if the signal were ignored.
  package static func check(_ call: Call, _ path: String, end: Int64) throws(SystemError) {
    if end > fileSize { throw SystemError(call, path, EFBIG) }
  }
}
