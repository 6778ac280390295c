import Events
import Lines
import Folding

extension ProjectionSpec {
  /// Checks that other processes come to the same digest and report: your program, which is the whole `tlm`
  /// with the projection in it, replays the log of this spec.
  ///
  /// This finds what is the same in one process and differs between two: `hashValue` and what
  /// depends on the seed of hash tables, addresses, the environment. The first run has the fixed
  /// hash seed of `SWIFT_DETERMINISTIC_HASHING`, the others each a random one; runs take one
  /// thread or two in turn.
  ///
  /// ```swift
  /// try spec.checkProcesses(running: "build-times")
  /// ```
  ///
  /// - Parameters:
  ///   - program: the name of an executable product of the package under test, which `swift test`
  ///     builds beside the tests; or a path with a slash in it.
  ///   - runs: how many processes.
  /// - Throws: `SpecFailure.Code.program` where it cannot be run or does not know the projection;
  ///   `processes` with what differs in the reports.
  @discardableResult public func checkProcesses(
    running program: String, runs: Int = 4
  ) throws -> Self {
    let path = try TestedProgram.path(of: program)
    let digest = try digest().description
    let report = Self.document(JSONWriter.text(of: try report()))
    for run in 0..<runs {
      let words = "in another process (run \(run + 1) of \(path))"
      let variables = run == 0 ? ["SWIFT_DETERMINISTIC_HASHING": "1"] : [:]
      let document = try replayed(path, ["--jobs", "\(1 + run % 2)"], variables)
      let differences = StateDifference.all(
        expected: report, actual: document["report"] ?? .null)
      if document["digest"] != .string(digest) {
        throw SpecFailure(
          .processes, "\(P.name) came to another digest \(words)", differences, what: "the report")
      }
      if !differences.isEmpty {
        throw SpecFailure(
          .processes, "\(P.name) reports the same state in another way \(words)", differences,
          what: "the report")
      }
    }
    return self
  }

  private func replayed(
    _ path: String, _ arguments: [String], _ variables: [String: String]
  ) throws -> Value {
    let command =
      ["replay", "--projection", P.name, "--json"] + arguments + (try parameters()) + ["-"]
    let input = log.lines.flatMap { $0 + [UInt8(ascii: "\n")] }
    let ended = try TestedProgram.run(path, command, input: input, adding: variables)
    // 1: there was no event in the log.
    guard [0, 1].contains(ended.code) else {
      throw SpecFailure(
        .program,
        "\(path) \(command.joined(separator: " ")) ended with \(ended.code): "
          + ended.complaint)
    }
    return Self.document(String(decoding: ended.output, as: UTF8.self))
  }

  /// `--set` for each parameter that has not its default.
  func parameters() throws -> [String] {
    let own = try Value(canonicalState: StateEncoder().encode(projection))
    let usual = try Value(canonicalState: StateEncoder().encode(P()))
    guard case .object(let members) = own else { return [] }
    return members.filter { usual[$0.name] != $0.value }.flatMap { member in
      if case .string(let text) = member.value { return ["--set", "\(member.name)=\(text)"] }
      return ["--set", "\(member.name)=\(JSONWriter.text(of: member.value))"]
    }
  }

  /// A JSON document on one line; null where it is none.
  private static func document(_ text: String) -> Value {
    let line = "{\"document\":\(text.prefix { $0 != "\n" })}"
    let batch = LineParser().parse(LineChunk(Array(line.utf8)))
    guard batch.count == 1 else { return .null }
    return batch.event(at: 0).value(named: "document") ?? .null
  }
}
