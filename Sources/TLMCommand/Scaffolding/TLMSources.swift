import SystemCalls

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
    guard let real = Folder.resolved(path) else { return nil }
    let needed = ["/Package.swift", "/Sources/ProjectionTesting"]
    return needed.allSatisfy { Folder.permits(.read, at: real + $0) } ? real : nil
  }
}

/// The file that this process runs.
enum OwnProgram {
  /// The folder above the `bin` that holds this program, links resolved.
  static var prefix: String {
    guard let program = OwnProcess.program else { return "/usr/local" }
    let folder = program.split(separator: "/").dropLast(2)
    return folder.isEmpty ? "" : "/" + folder.joined(separator: "/")
  }
}

/// Why no package was written.
struct ScaffoldError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
