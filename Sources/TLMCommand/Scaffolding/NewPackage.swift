#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

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
    guard let parent = OwnProgram.resolved(parent) else {
      throw ScaffoldError("there is no folder \(parent) to make the package in")
    }
    let folder = (parent == "/" ? "" : parent) + "/" + name.text
    var status = stat()
    guard unsafe lstat(folder, &status) != 0 else {
      throw ScaffoldError("\(folder) is there already; choose another name, or another --path")
    }
    let draft = "\(parent)/.\(name.text).new-\(getpid())"
    do {
      try Self.makeFolder(draft)
      for (path, text) in files { try Self.write(text, to: path, below: draft) }
      guard unsafe rename(draft, folder) == 0 else { throw Self.failure(folder) }
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
      if try FileCheck.isMissing(place) { try makeFolder(place) }
    }
    place += "/" + (steps.last ?? "")
    let file = unsafe open(place, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard file >= 0 else { throw failure(place) }
    defer { close(file) }
    let bytes = Array(text.utf8)
    let count = unsafe bytes.withUnsafeBytes {
      unsafe systemWrite(file, $0.baseAddress, $0.count)
    }
    guard count == bytes.count else { throw failure(place) }
  }

  private static func makeFolder(_ path: String) throws {
    // As any program makes it: what others may do there is the umask's business.
    guard unsafe mkdir(path, 0o777) == 0 else { throw failure(path) }
  }

  private static func failure(_ path: String) -> ScaffoldError {
    ScaffoldError("\(path) cannot be written: \(unsafe String(cString: strerror(errno)))")
  }

  /// Takes a draft away; what is left of it is in nobody's way.
  private func remove(_ draft: String) {
    for (path, _) in files { unsafe unlink(draft + "/" + path) }
    for folder in ["/Sources/\(name.type)", "/Tests/\(name.type)Tests", "/Sources", "/Tests", ""] {
      unsafe rmdir(draft + folder)
    }
  }
}

/// The system's `write`, which a method of that name would hide.
private let systemWrite: @Sendable (Int32, UnsafeRawPointer?, Int) -> Int = { file, bytes, count in
  unsafe write(file, bytes, count)
}
