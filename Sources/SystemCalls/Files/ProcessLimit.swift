#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The limit of file sizes of this process (`ulimit -f`).
///
/// A write beyond it would not fail: the system would end the host program by SIGXFSZ.
package enum ProcessLimit {
  /// Bytes that a file may have.
  package static var fileSize: Int64 {
    var limit = rlimit()
    #if canImport(Glibc)
      let result = unsafe getrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
    #else
      let result = unsafe getrlimit(RLIMIT_FSIZE, &limit)
    #endif
    return result == 0 ? Int64(clamping: limit.rlim_cur) : .max
  }

  /// Fails as a write would that ends at `end`, if the signal were ignored.
  package static func check(_ call: Call, _ path: String, end: Int64) throws(SystemError) {
    if end > fileSize { throw SystemError(call, path, EFBIG) }
  }
}
