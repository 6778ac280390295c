#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The system's own words for its error numbers.
enum SystemWords {
  static func of(_ number: Int32) -> String {
    guard let text = unsafe strerror(number) else { return "error \(number)" }
    return unsafe String(cString: text)
  }

  /// Whether there is no such program.
  static func isMissing(_ number: Int32) -> Bool { number == ENOENT || number == ENOTDIR }
}
