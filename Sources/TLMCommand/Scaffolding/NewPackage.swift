import SystemCalls

/// A package for a projection, before it is written.
struct NewPackage {
  let name: ProjectionName
  /// Absolute path of the package tlm.
  let sources: String

  /// Every file by its path in the package.
  var files: [(path: String, text: String)] {
    [
      ("Package.swift", manifest),
      ("Sources/\(name.type)/\(name.type).swift", projection),
      ("Sources/\(name.type)/Main.swift", program),
      ("Tests/\(name.type)Tests/\(name.type)Tests.swift", tests),
      ("README.md", readme),
      (".gitignore", ".build/\n"),
    ]
  }

  /// Writes the package to a new folder of its name; returns the folder's path.
  ///
  /// All of it is there, or nothing: the folder gets its name when every file is written. What is
  /// at that place already stays as it is.
  func write(into parent: String) throws -> String {
    guard let parent = Folder.resolved(parent) else {
      throw ScaffoldError("there is no folder \(parent) to make the package in")
    }
    let folder = (parent == "/" ? "" : parent) + "/" + name.text
    guard try Self.writing({ () throws(SystemError) in try FileStatus.ofName(folder) }) == nil
    else {
      throw ScaffoldError("\(folder) is there already; choose another name, or another --path")
    }
    let draft = "\(parent)/.\(name.text).new-\(OwnProcess.number)"
    do {
      try Self.makeFolder(draft)
      for (path, text) in files { try Self.write(text, to: path, below: draft) }
      try Self.writing { () throws(SystemError) in try Folder.rename(draft, to: folder) }
    } catch {
      remove(draft)
      throw error
    }
    return folder
  }

  private static func write(_ text: String, to path: String, below folder: String) throws {
    var place = folder
    let steps = path.split(separator: "/")
    for step in steps.dropLast() {
      place += "/" + step
      if FileCheck.isMissing(place) { try makeFolder(place) }
    }
    place += "/" + (steps.last ?? "")
    let bytes = Array(text.utf8)
    try writing { () throws(SystemError) in
      try Descriptor.open(place, .update, create: true, exclusive: true, mode: 0o666)
        .write(bytes.span, at: 0)
    }
  }

  private static func makeFolder(_ path: String) throws {
    // As any program makes it: what others may do there is the umask's business.
    _ = try writing { () throws(SystemError) in try Folder.make(path, mode: 0o777) }
  }

  private static func writing<Result>(_ body: () throws(SystemError) -> Result) throws -> Result {
    do throws(SystemError) { return try body() } catch {
      throw ScaffoldError("\(error.path) cannot be written: \(error.words)")
    }
  }

  /// Takes a draft away; what is left of it is in nobody's way.
  private func remove(_ draft: String) {
    for (path, _) in files { try? Folder.unlink(draft + "/" + path) }
    for folder in ["/Sources/\(name.type)", "/Tests/\(name.type)Tests", "/Sources", "/Tests", ""] {
      Folder.removeEmpty(draft + folder)
    }
  }
}
