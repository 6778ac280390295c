import Journal
import SystemCalls

/// Which program of tlm's hooks are to run.
package enum HookProgram: Sendable {
  /// The absolute path of the small program of a role beside the program that runs, else that of the
  /// program itself.
  ///
  /// It is the path by which the program was called, where that leads to it: behind a link there may
  /// be another version tomorrow, and it is to be that one.
  ///
  /// - Throws: `noProgram` where the system does not say which program runs.
  package static func path(
    for role: HookRole = .telemetry
  ) throws(HookError) -> String {
    let (called, own) = try paths()
    for path in [called, own] {
      let small = folder(of: path) + "/" + role.program
      if Folder.permits(.run, at: small) { return small }
    }
    return called
  }

  /// The absolute path of the program itself, likewise.
  ///
  /// - Throws: as `path`.
  package static func own() throws(HookError) -> String { try paths().called }

  private static func paths() throws(HookError) -> (called: String, own: String) {
    guard let own = OwnProcess.program else {
      throw HookError(
        .noProgram, "the system does not say where tlm is; name a program with --command")
    }
    let called =
      candidates(of: OwnProcess.arguments.first ?? "")
      .first { Folder.resolved($0) == own } ?? own
    return (called, own)
  }

  private static func candidates(of word: String) -> [String] {
    let here = OwnProcess.workingFolder
    if word.contains("/") { return [plain(StoreLocation.absolute(word, here))] }
    return (OwnProcess.variable("PATH") ?? "").split(separator: ":")
      .map { plain(StoreLocation.absolute($0 + "/" + word, here)) }
  }

  /// A path without `.` and `..`, which lead elsewhere once a folder above is a link: so that the
  /// caller looks whether it still leads to the same.
  private static func plain(_ path: String) -> String {
    var names: [Substring] = []
    for name in path.split(separator: "/") where name != "." {
      if name == ".." { _ = names.popLast() } else { names.append(name) }
    }
    return "/" + names.joined(separator: "/")
  }

  private static func folder(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
  }
}
