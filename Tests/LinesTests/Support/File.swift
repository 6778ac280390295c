#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Whole files, for tests.
enum File {
  /// The bytes of a file. Stops the test run if it cannot be read.
  static func bytes(of path: String) -> [UInt8] {
    let descriptor = unsafe open(path, O_RDONLY)
    precondition(descriptor >= 0, "cannot open \(path)")
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = unsafe buffer.withUnsafeMutableBytes {
        unsafe read(descriptor, $0.baseAddress, $0.count)
      }
      precondition(count >= 0, "cannot read \(path)")
      if count == 0 { return bytes }
      bytes += buffer[..<count]
    }
  }

  /// An environment variable.
  static func environment(_ name: String) -> String? {
    unsafe getenv(name).map { unsafe String(cString: $0) }
  }
}
