#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Where the sources of tlm are that a new package depends on.
enum TLMSources {
  /// The absolute path of the package.
  ///
  /// - Parameter path: as a person named it; nil to look beside this program.
  static func find(named path: String?) throws -> String {
    if let path {
      if let found = package(at: path) { return found }
      throw ScaffoldError(
        "\(path) is not the package tlm: it has no Package.swift with Sources/ProjectionTesting")
    }
    let expected = OwnProgram.prefix + "/share/tlm/package"
    if let found = package(at: expected) { return found }
    throw ScaffoldError(
      "the sources of tlm are not at \(expected), where make install puts them; install tlm, or "
        + "name them with --package PATH")
  }

  private static func package(at path: String) -> String? {
    guard let real = OwnProgram.resolved(path) else { return nil }
    let needed = ["/Package.swift", "/Sources/ProjectionTesting"]
    return needed.allSatisfy { unsafe access(real + $0, R_OK) == 0 } ? real : nil
  }
}

/// The file that this process runs.
enum OwnProgram {
  /// The folder above the `bin` that holds this program, links resolved.
  static var prefix: String {
    guard let program = path else { return "/usr/local" }
    let folder = program.split(separator: "/").dropLast(2)
    return folder.isEmpty ? "" : "/" + folder.joined(separator: "/")
  }

  private static var path: String? {
    #if canImport(Darwin)
      var size: UInt32 = 4096
      var bytes = [CChar](repeating: 0, count: Int(size))
      guard unsafe _NSGetExecutablePath(&bytes, &size) == 0 else { return nil }
      return unsafe resolved(String(cString: bytes))
    #else
      return resolved("/proc/self/exe")
    #endif
  }

  /// The absolute path without links; nil where there is nothing.
  static func resolved(_ path: String) -> String? {
    guard let real = unsafe realpath(path, nil) else { return nil }
    defer { unsafe free(real) }
    return unsafe String(cString: real)
  }
}

/// Why no package was written.
struct ScaffoldError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
