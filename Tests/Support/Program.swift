#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Other programs, run to their end.
package enum Program: Sendable {
  /// How a program ended, and what it wrote to its standard output.
  package struct Ending: Sendable, Equatable {
    /// The exit code; nil where a signal ended it.
    package var code: Int32?
    package var signal: Int32?
    package var output: String
  }

  /// Runs the program at `path`; nil where it cannot be started.
  package static func run(_ path: String, _ arguments: [String], scratch: Scratch) -> Ending? {
    let output = scratch.path + "/output-\(UInt64.random(in: 0 ... .max))"
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    unsafe posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT, 0o600)
    var argv = unsafe ([path] + arguments).map { unsafe strdup($0) } + [nil]
    defer { unsafe argv.forEach { unsafe free($0) } }
    var process = pid_t()
    let result = unsafe posix_spawnp(&process, path, &actions, nil, &argv, environ)
    guard result == 0 else { return nil }
    var status: Int32 = 0
    while unsafe waitpid(process, &status, 0) < 0 && errno == EINTR {}
    // Of a missing file the output is empty.
    let text = (try? Disk.text(output)) ?? ""
    let signal = status & 0x7f
    return Ending(
      code: signal == 0 ? (status >> 8) & 0xff : nil, signal: signal == 0 ? nil : signal,
      output: text)
  }

  /// A program that was built beside this test.
  package static func built(_ name: String) -> String {
    let own = CommandLine.arguments[0]
    guard let slash = own.lastIndex(of: "/") else { return name }
    return own[..<slash] + "/" + name
  }
}
