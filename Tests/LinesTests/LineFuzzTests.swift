import Events
import Lines
import TestSupport
import Testing

/// Our reading of damaged lines against simdjson's DOM. `TLM_FUZZ_EXECUTIONS` and `TLM_SEED`
/// say how many and which.
@Suite struct LineFuzzTests {
  static let executions = File.environment("TLM_FUZZ_EXECUTIONS").flatMap { Int($0) } ?? 50_000
  static let seed = randomSeed()

  @Test func `a damaged line is read as the DOM reads it and harms no neighbour`() {
    print("fuzz: \(Self.executions) lines, TLM_SEED=\(Self.seed)")
    let agreement = Agreement()
    var mutator = Mutator(random: Seeded(Self.seed), corpus: Samples.corpus)
    var accepted = 0
    for execution in 0..<Self.executions {
      let line = mutator.singleLine()
      let complaint = agreement.complaint(line)
      #expect(complaint == nil, "execution \(execution): \(Self.show(line))")
      let harm = Self.harm(of: line, agreement.parser)
      #expect(harm == nil, "execution \(execution): \(Self.show(line))")
      if complaint != nil || harm != nil { return }
      accepted += agreement.parser.parse(LineChunk(line)).count
    }
    // A mutator that breaks everything, or nothing, tests nothing.
    #expect(accepted > Self.executions / 20 && accepted < Self.executions * 19 / 20)
    print("fuzz: \(accepted) of \(Self.executions) lines were events")
  }

  @Test func `lines read together are the lines read one by one`() {
    var mutator = Mutator(random: Seeded(Self.seed ^ 1), corpus: Samples.corpus)
    let parser = LineParser()
    for execution in 0..<(Self.executions / 20) {
      let count = Int.random(in: 1...20, using: &mutator.random)
      let text = [UInt8]((0..<count).map { _ in mutator.line() }.joined(separator: [0x0A]))
      let together = Snapshot(parser.parse(LineChunk(text)))
      let singly = Snapshot(parser.parseSingly(LineChunk(text)))
      #expect(together == singly, "execution \(execution): \(Self.show(text))")
      if together != singly { return }
    }
  }

  @Test func `a line is the same event without the parser, and its values are the same`() {
    var mutator = Mutator(random: Seeded(Self.seed ^ 2), corpus: Samples.corpus)
    let parser = LineParser()
    for execution in 0..<(Self.executions / 10) {
      let line = mutator.singleLine()
      let batch = parser.parse(LineChunk(line))
      let own = RecordedEvent(reading: line[...])
      #expect(
        own.map { Snapshot.Event($0, $0.isTimed ? $0.time : nil) } == Snapshot(batch).events.first,
        "execution \(execution): \(Self.show(line))")
      #expect(
        own.map { $0.event.isTimeUnreadable }
          == (batch.count == 1 ? batch.isTimeUnreadable(at: 0) : nil),
        "execution \(execution): \(Self.show(line))")
      // As text: what is no number equals nothing, itself included.
      let values = [Value(json: line), Self.value(of: line, parser)]
        .map { $0.map(JSONWriter.text) }
      let isEqual = values[0] == values[1]
      #expect(isEqual, "execution \(execution): \(Self.show(line))")
      if own == nil && batch.count == 1 || !isEqual { return }
    }
  }

  /// The value of a line, by the parser.
  private static func value(of line: [UInt8], _ parser: LineParser) -> Value? {
    if line.contains(0x0A) { return nil }
    let batch = parser.parse(LineChunk([UInt8](#"{"x":"#.utf8) + line + [UInt8(ascii: "}")]))
    guard batch.count == 1, batch.event(at: 0).fields.count == 1 else { return nil }
    return batch.event(at: 0).value(named: "x") ?? .null
  }

  private static let before = [UInt8](
    #"{"ts":"2026-01-01T00:00:00Z","event":"before","n":[1]}"#.utf8)
  private static let after = [UInt8](#"{"event":"after","s":"\n\"","o":{"a":{}}}"#.utf8)

  /// What the line does to its neighbours, or they to it; nil if nothing.
  private static func harm(of line: [UInt8], _ parser: LineParser) -> String? {
    let alone = Snapshot(parser.parse(LineChunk(line)))
    let text = before + [0x0A] + line + [0x0A] + after
    let together = Snapshot(parser.parse(LineChunk(text)))
    let neighbours = Snapshot(parser.parse(LineChunk(before + [0x0A] + after)))
    guard together.events.first == neighbours.events.first else { return "the line before" }
    guard together.events.last?.moved(by: -line.count - 1) == neighbours.events.last else {
      return "the line after"
    }
    let shift = before.count + 1
    let between = together.events.dropFirst().dropLast().map { $0.moved(by: -shift) }
    guard between == alone.events else { return "the line itself" }
    return together.reasons == alone.reasons ? nil : "the damage"
  }

  private static func show(_ line: [UInt8]) -> String {
    String(decoding: line.prefix(2000), as: UTF8.self).debugDescription
  }
}
