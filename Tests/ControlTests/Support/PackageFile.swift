import Testing

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Files of this package, read as they are.
enum PackageFile {
  static func bytes(_ path: String) throws -> [UInt8] {
    let root = #filePath.split(separator: "/").dropLast(4).map { "/" + $0 }.joined()
    let file = try #require(unsafe fopen("\(root)/\(path)", "r"))
    defer { unsafe fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = unsafe fread(&buffer, 1, buffer.count, file)
      if count == 0 { return bytes }
      bytes += buffer[..<count]
    }
  }
}
