import SystemCalls

/// The program of the package under test, run to its end.
enum TestedProgram {
  struct Ended {
    /// The exit code; 128 and the number of the signal that ended it.
    let code: Int32
    let output: [UInt8]
    let errors: [UInt8]

    /// What it said on standard error.
    var complaint: String { String(decoding: errors, as: UTF8.self) }
  }

  /// A product that was built beside the tests of this process.
  static func path(of program: String) throws -> String {
    if program.contains("/") { return program }
    // The tests are a bundle or a program whose name ends in .xctest; products stand beside it.
    let places = [OwnProcess.program] + CommandLine.arguments
    for place in places.compactMap({ $0 }) {
      let folder = place.split(separator: "/", omittingEmptySubsequences: false)
        .prefix { !$0.hasSuffix(".xctest") }.joined(separator: "/")
      let path = folder + "/" + program
      if folder != place, Folder.permits(.run, at: path) { return path }
    }
    throw SpecFailure(
      .program,
      "there is no program \(program) beside these tests; name an executable product of the "
        + "package that the tests depend on, or give a path")
  }

  /// Runs a program with this environment and `variables`.
  ///
  /// Its streams are files, so that neither of the two ever waits for the other.
  static func run(
    _ path: String, _ arguments: [String], input: [UInt8], adding variables: [String: String]
  ) throws -> Ended {
    let folder = try temporaryFolder()
    let files = FileStreams(
      input: folder + "/in", output: folder + "/out", errors: folder + "/err")
    defer {
      for path in [files.input, files.output, files.errors] { try? Folder.unlink(path) }
      Folder.removeEmpty(folder)
    }
    try Descriptor.open(files.input, .update, create: true).write(input.span, at: 0)
    let code: Int32
    do throws(SpawnFailure) {
      code = try files.run(
        [path] + arguments,
        variables: variables.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
    } catch {
      throw SpecFailure(
        .program, "\(path) cannot be started: \(SystemError.words(of: error.number))")
    }
    return Ended(
      code: code, output: try Folder.contents(of: files.output) ?? [],
      errors: try Folder.contents(of: files.errors) ?? [])
  }

  private static func temporaryFolder() throws -> String {
    let parent = OwnProcess.variable("TMPDIR") ?? "/tmp"
    let word = UInt64.random(in: 0 ... .max)
    let path = "\(parent)/projection-testing-\(OwnProcess.number)-\(word)"
    try Folder.make(path)
    return path
  }
}
