#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif
import Journal

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
    let places = [ownPath()] + CommandLine.arguments
    for place in places.compactMap({ $0 }) {
      let folder = place.split(separator: "/", omittingEmptySubsequences: false)
        .prefix { !$0.hasSuffix(".xctest") }.joined(separator: "/")
      let path = folder + "/" + program
      if folder != place, unsafe access(path, X_OK) == 0 { return path }
    }
    throw SpecFailure(
      .program,
      "there is no program \(program) beside these tests; name an executable product of the "
        + "package that the tests depend on, or give a path")
  }

  private static func ownPath() -> String? {
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = unsafe bytes.withUnsafeMutableBytes {
      unsafe readlink(
        "/proc/self/exe", $0.baseAddress!.assumingMemoryBound(to: CChar.self), $0.count)
    }
    return count > 0 ? String(decoding: bytes[..<count], as: UTF8.self) : nil
  }

  /// Runs a program with this environment and `variables`.
  ///
  /// Its streams are files, so that neither of the two ever waits for the other.
  static func run(
    _ path: String, _ arguments: [String], input: [UInt8], adding variables: [String: String]
  ) throws -> Ended {
    let folder = try temporaryFolder()
    let (inPath, outPath, errPath) = (folder + "/in", folder + "/out", folder + "/err")
    defer {
      for path in [inPath, outPath, errPath] { unsafe unlink(path) }
      unsafe rmdir(folder)
    }
    try Descriptor.open(inPath, .update, create: true).write(input.span, at: 0)
    var actions = unsafe FileActions()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    unsafe posix_spawn_file_actions_addopen(&actions, 0, inPath, O_RDONLY, 0)
    unsafe posix_spawn_file_actions_addopen(&actions, 1, outPath, O_WRONLY | O_CREAT, 0o600)
    unsafe posix_spawn_file_actions_addopen(&actions, 2, errPath, O_WRONLY | O_CREAT, 0o600)
    let words = unsafe ([path] + arguments).map { unsafe strdup($0) } + [nil]
    let environment = unsafe inherited(adding: variables).map { unsafe strdup($0) } + [nil]
    defer { unsafe (words + environment).forEach { unsafe free($0) } }
    var process = pid_t()
    let failure = unsafe posix_spawn(&process, path, &actions, nil, words, environment)
    guard failure == 0 else {
      let reason = unsafe String(cString: strerror(failure))
      throw SpecFailure(.program, "\(path) cannot be started: \(reason)")
    }
    var status: Int32 = 0
    while unsafe waitpid(process, &status, 0) < 0 && errno == EINTR {}
    let signal = status & 0x7f
    return Ended(
      code: signal == 0 ? (status >> 8) & 0xff : 128 + signal,
      output: try Folder.contents(of: outPath) ?? [], errors: try Folder.contents(of: errPath) ?? []
    )
  }

  #if canImport(Darwin)
    private typealias FileActions = posix_spawn_file_actions_t?
  #else
    private typealias FileActions = posix_spawn_file_actions_t
  #endif

  private static func temporaryFolder() throws -> String {
    let parent = unsafe getenv("TMPDIR").map { unsafe String(cString: $0) } ?? "/tmp"
    let path = "\(parent)/projection-testing-\(getpid())-\(UInt64.random(in: 0 ... .max))"
    try Folder.make(path)
    return path
  }

  private static func inherited(adding variables: [String: String]) -> [String] {
    var all: [String] = []
    var next = unsafe environ
    while let entry = unsafe next.pointee {
      let text = unsafe String(cString: entry)
      let name = String(text.prefix { $0 != "=" })
      if variables[name] == nil { all.append(text) }
      unsafe next += 1
    }
    return all + variables.map { "\($0.key)=\($0.value)" }.sorted()
  }
}
