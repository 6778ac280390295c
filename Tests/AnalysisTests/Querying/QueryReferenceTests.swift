import Analysis
import TLM
import TestSupport
import Testing

/// Random questions against an evaluation in Python that knows their trees and no parser.
@Suite struct QueryReferenceTests {
  private static let data = Package.path + "/Tests/Data"
  private static let reference = Package.path + "/Tests/Reference"

  /// Real lines and such as are hard on readers, some hundreds of each.
  private static let making = """
    set -euo pipefail
    cat \(data)/little-loops/*.jsonl \(data)/structlog/* \(data)/dialects/* \(data)/claude/*.jsonl \
      \(data)/codex/*.jsonl \(data)/runs/* | python3 -c '
    import random, sys
    lines = [line for line in sys.stdin.buffer if line.endswith(b"\\n") and len(line) < 4000]
    random.Random(int(sys.argv[1])).shuffle(lines)
    sys.stdout.buffer.writelines(lines[:450])' "$1" > log.jsonl
    python3 \(reference)/generate.py 250 hard.jsonl --seed "$1"
    cat hard.jsonl >> log.jsonl
    [ -z "$(tail -c 1 log.jsonl)" ] || echo >> log.jsonl
    python3 \(reference)/query_language.py log.jsonl "$2" --seed "$1"
    """

  @Test(arguments: 0..<6)
  func `what comes of random questions is what Python says`(part: Int) throws {
    let seed = Int(randomSeed() % 1_000_000) &+ part
    print("seed \(seed)")
    let scratch = Scratch()
    let made = try Command.run(
      "/bin/bash", ["-c", Self.making, "making", "\(seed)", "500"],
      environment: ["PATH": "/usr/local/bin:/usr/bin:/bin"], in: scratch.path, within: 300)
    try #require(made.code == 0, "\(made.errors)")
    let log = try QuestionLog(Disk.bytes(scratch.path + "/log.jsonl"))
    var count = 0
    for (place, line) in made.output.split(separator: "\n").enumerated() {
      let question = try #require(Value(json: String(line)))
      try check(question, of: log, inParallel: place.isMultiple(of: 2))
      count += 1
    }
    #expect(count == 500)
  }

  private func check(_ question: Value, of log: QuestionLog, inParallel isParallel: Bool) throws {
    let answer = question["answer"]
    let (keys, sums) = (question["keys"]?.text, question["sums"]?.text)
    func change(_ query: inout Query) { if isParallel { query.parallelFrom = 0 } }
    let found: QueryAnswer
    do {
      if sums == nil && keys == nil && question["sequence"]?.text == nil {
        found = try log.ask(question["where"]?.text, by: "position()", changing: change)
        let sum = found.rows.reduce(0 as Int64) { sum, row in
          if case .whole(let position) = row[0] { sum + position } else { sum }
        }
        #expect(answer?["matched"] == .integer(Int64(found.count)), "\(question)")
        #expect(answer?["positions"] == .integer(sum), "\(question)")
        return
      }
      found =
        try followed(question, in: log, change)
        ?? log.ask(
          question["where"]?.text, by: keys, every: question["every"]?.text, sums,
          limit: sums == nil ? 20 : nil, changing: change)
    } catch {
      Issue.record("\(question): \(error)")
      return
    }
    let rows = answer?["rows"]?.elements ?? []
    #expect(rows.count == found.rows.count, "\(question)")
    for (expected, row) in zip(rows, found.rows) {
      #expect(expected == .array(row.map(\.value)), "\(question)")
    }
    if sums != nil || question["sequence"]?.text != nil {
      #expect(answer?["matched"] == .integer(Int64(found.explanation.matched)), "\(question)")
      #expect(answer?["untimed"]?.count ?? 0 == found.untimed, "\(question)")
    }
  }

  /// What comes of a question of events that follow one another; nil of every other one.
  private func followed(
    _ question: Value, in log: QuestionLog, _ change: (inout Query) -> Void
  ) throws -> QueryAnswer? {
    guard let text = question["sequence"]?.text else { return nil }
    var query = try QuestionLog.query(question["where"]?.text)
    change(&query)
    let sequence = try Language.sequence(text, in: QuestionLog.context)
    return try log.store.answer(Question(query, .sequence(sequence)))
  }
}
