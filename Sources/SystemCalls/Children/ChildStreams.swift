#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// How each stream of a child comes to be: whatever this process has itself, unless its bytes can be
/// counted on their way without the child noticing.
struct ChildStreams {
  enum Outlet: Equatable {
    /// The child writes to what this process would write to.
    case own
    /// The same; how far the file's place moves says how much that is.
    case file(start: Int64)
    /// A pipe, from which this process passes on.
    case piped
    /// The pipe of standard output: both are one stream, and stay in order.
    case merged
    /// The child's terminal.
    case terminal
  }

  private(set) var output: Outlet
  private(set) var errors: Outlet
  /// Whether the child has a terminal of its own, as this process has one in whose foreground it is.
  let hasTerminal: Bool

  /// - Parameter isSeen: whether the bytes of standard output must come by.
  init(seeingOutput isSeen: Bool) {
    hasTerminal = isatty(0) == 1 && isatty(1) == 1 && tcgetpgrp(0) == getpgrp()
    output = Self.outlet(1, hasTerminal, isSeen)
    errors = Self.outlet(2, hasTerminal, false)
    guard let first = Self.identity(1), let second = Self.identity(2), first == second else {
      return
    }
    if output == .piped {
      errors = .merged
    } else if case .file = output {
      errors = .own
    }
  }

  /// Gives up a terminal that cannot be made.
  mutating func forgoTerminal() {
    if output == .terminal { output = .own }
    if errors == .terminal { errors = .own }
  }

  private static func outlet(_ number: Int32, _ hasTerminal: Bool, _ isSeen: Bool) -> Outlet {
    if isatty(number) == 1 {
      // A program that has a terminal on one side only is not given a pipe for it: it would print
      // otherwise than it does without this process.
      return hasTerminal ? .terminal : isSeen ? .piped : .own
    }
    var status = stat()
    guard unsafe fstat(number, &status) == 0 else { return .own }
    if status.st_mode & S_IFMT == S_IFREG, !isSeen {
      // Where all that is written goes to the end, the place is that of the last write, if any.
      let isAppending = fcntl(number, F_GETFL) & O_APPEND != 0
      let place = isAppending ? status.st_size : lseek(number, 0, SEEK_CUR)
      return place < 0 ? .own : .file(start: Int64(place))
    }
    return .piped
  }

  /// What tells the file of a descriptor from every other one.
  private static func identity(_ number: Int32) -> [UInt64]? {
    var status = stat()
    guard unsafe fstat(number, &status) == 0 else { return nil }
    return [UInt64(truncatingIfNeeded: status.st_dev), UInt64(truncatingIfNeeded: status.st_ino)]
  }

  /// Bytes that were written into a file since; nil for every other outlet.
  static func written(to outlet: Outlet, _ number: Int32) -> Int64? {
    guard case .file(let start) = outlet else { return nil }
    return max(0, Int64(lseek(number, 0, SEEK_CUR)) - start)
  }
}

extension ChildStreams {
  /// A pipe from a child, and who empties it.
  struct Pipe {
    let source: PipeEnd
    let pump: StreamPump
    /// The child's end; it alone must keep it open.
    fileprivate let end: PipeEnd
  }

  /// Gives the child its terminal.
  func open(_ path: String, in start: ChildStart) {
    start.openTerminal(path, as: 0)
    if output == .terminal { start.give(0, as: 1) }
    if errors == .terminal { start.give(0, as: 2) }
  }

  /// Gives the child its pipes.
  ///
  /// - Returns: theirs of output, then of errors, as far as it has them. The child's ends are open until
  ///   these are let go.
  func pipes(
    of start: ChildStart, look: (@Sendable (Span<UInt8>) -> Void)?
  ) throws(SpawnFailure) -> [Pipe] {
    var pipes: [Pipe] = []
    for (number, outlet) in [(Int32(1), output), (2, errors)] where outlet == .piped {
      let (read, write) = try PipeEnd.pair()
      start.give(write.number, as: number)
      if number == 1 && errors == .merged { start.give(write.number, as: 2) }
      let pump = try StreamPump(to: number, look: number == 1 ? look : nil)
      pipes.append(Pipe(source: read, pump: pump, end: write))
    }
    return pipes
  }
}
