import Events

extension ProjectionSpec {
  /// Checks that no event makes a handler trap: your program replays the log of this spec and then
  /// its events with members missing, of other types, and too large to add up.
  ///
  /// A handler may throw on such an event, and it may count it or not. A trap, such as a sum that
  /// overflows or a Double that is no Int, ends the process of everybody who folds this log.
  ///
  /// - Parameter program: as in ``checkProcesses(running:runs:)``.
  /// - Throws: `SpecFailure.Code.strangeEvents` naming the line; `program` where the program cannot
  ///   be run or does not know the projection.
  @discardableResult public func checkStrangeEvents(running program: String) throws -> Self {
    let path = try TestedProgram.path(of: program)
    let strange = StrangeLines.made(from: log.lines)
    guard try ends(path, log.lines + strange) != nil else { return self }
    // The shortest log that it does not survive ends in the line that it does not survive.
    var survived = -1
    var fatal = strange.count
    while fatal - survived > 1 {
      let middle = (survived + fatal) / 2
      if try ends(path, log.lines + strange[..<middle]) == nil {
        survived = middle
      } else {
        fatal = middle
      }
    }
    let line = fatal == 0 ? log.lines.last : strange[fatal - 1]
    throw SpecFailure(
      .strangeEvents,
      "\(P.name) traps on \(SpecLog.shortened(line ?? [])); what a log holds may be counted or "
        + "refused with an error, and must not end the process")
  }

  /// The signal that ends a replay of these lines; nil when none does.
  private func ends(_ path: String, _ lines: some Sequence<[UInt8]>) throws -> Int32? {
    let input = lines.flatMap { $0 + [UInt8(ascii: "\n")] }
    let command = ["replay", "--projection", P.name, "--jobs", "1"] + (try parameters()) + ["-"]
    let ended = try TestedProgram.run(
      path, command, input: input, adding: ["SWIFT_BACKTRACE": "enable=no"])
    if ended.code > 128 { return ended.code - 128 }
    guard [0, 1].contains(ended.code) else {
      throw SpecFailure(.program, "\(path) ended with \(ended.code): \(ended.complaint)")
    }
    return nil
  }
}
