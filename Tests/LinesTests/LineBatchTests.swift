import CSimdJSON
import Events
import Lines
import Testing

@Suite struct LineBatchTests {
  private func batch(_ lines: String...) -> LineBatch {
    LineParser().parse(
      LineChunk([UInt8](lines.joined(separator: "\n").utf8), position: Position(rawValue: 1000)))
  }

  @Test func `an untimed event takes the time of the nearest earlier one`() throws {
    let earlier = Timestamp("2026-01-01")
    let batch = batch("{}", #"{"ts":"2026-01-03"}"#, #"{"a":1}"#, #"{"ts":"2026-01-02"}"#, "{}")

    let last = batch.resolveTimes(from: earlier)

    #expect(last == Timestamp("2026-01-02"))
    let times = (0..<batch.count).map { batch.event(at: $0).time }
    #expect(
      times == [
        earlier, Timestamp("2026-01-03"), Timestamp("2026-01-03"), Timestamp("2026-01-02"),
        Timestamp("2026-01-02"),
      ])
    #expect(
      (0..<batch.count).map { batch.event(at: $0).isTimed } == [false, true, false, true, false])
    #expect(batch.ownTime(at: 0) == nil && batch.ownTime(at: 2) == nil)
    #expect(batch.resolveTimes(from: nil) == last)
    #expect(batch.event(at: 0).time == nil)
  }

  @Test func `positions count from the chunk's own`() {
    let batch = batch("{}", "", "x", #"{"a":1}"#)

    #expect(batch.position(at: 0) == Position(rawValue: 1000))
    #expect(batch.position(at: 1) == Position(rawValue: 1006))
    #expect(
      batch.quarantined == [
        Quarantine(position: Position(rawValue: 1004), length: 1, reason: .notJSON)
      ])
    #expect(batch.event(at: 1).position == batch.position(at: 1))
  }

  @Test func `a batch stays whole while its parser goes on`() {
    let parser = LineParser()
    let first = parser.parse(LineChunk([UInt8](#"{"event":"one"}"#.utf8)))
    for number in 0..<20 {
      let next = parser.parse(LineChunk([UInt8](#"{"event":"\#(number)","n":1}"#.utf8)))
      #expect(next.event(at: 0).name == "\(number)")
    }

    #expect(first.event(at: 0).name == "one" && first.nameID(at: 0) == Event.Name("one"))
  }

  @Test func `it is told whether the name stands under event`() {
    let lines = [
      (#"{"event":"a"}"#, true), (#"{"type":"b","event":"a"}"#, true), (#"{"type":"b"}"#, false),
      (#"{"event":"","type":"b"}"#, false), (#"{"event":null,"event_type":"b"}"#, false),
      (#"{"event":"a","event":3,"type":"b"}"#, false), (#"{"event":3,"event":"a"}"#, true),
      (#"{"type":"b","event":"a","type":"c"}"#, true), (#"{"ev\u0065nt":"a"}"#, true),
      ("{}", false),
    ]
    for (line, isNamed) in lines {
      #expect(batch(line).event(at: 0).isNamedByEvent == isNamed, "\(line)")
    }
  }

  @Test func `more names than a cache holds keep their numbers`() {
    let lines = (0..<5000).map { #"{"event":"name \#($0) of five thousand"}"# }
    let chunk = LineChunk([UInt8]((lines + lines).joined(separator: "\n").utf8))
    let batch = LineParser().parse(chunk)

    #expect(batch.count == 10_000)
    for index in 0..<5000 {
      let name = Event.Name("name \(index) of five thousand")
      guard batch.nameID(at: index) == name, batch.nameID(at: index + 5000) == name else {
        Issue.record("\(name) has two numbers")
        return
      }
    }
  }

  @Test func `parsers on many threads give one answer`() async {
    let line = #"{"ts":"2026-01-01","event":"threads","session_id":"s","n":[1,2,{"a":"\n"}]}"#
    let text = [UInt8](String(repeating: line + "\nnot json\n", count: 500).utf8)
    let expected = Snapshot(LineParser().parse(LineChunk(text)))
    await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<8 {
        group.addTask {
          let parser = LineParser()
          return (0..<5).allSatisfy { _ in Snapshot(parser.parse(LineChunk(text))) == expected }
        }
      }
      for await isEqual in group { #expect(isEqual) }
    }
  }

  @Test func `a field is laid out as the parser writes it`() {
    #expect(MemoryLayout<Field>.size == MemoryLayout<tlm_field>.size)
    #expect(MemoryLayout<Field>.alignment == MemoryLayout<tlm_field>.alignment)
    let batch = batch(#" {"\u0061b":"x\ny","event":{}}"#)
    let fields = batch.event(at: 0).fields

    #expect(
      fields[0]
        == Field(
          key: .unknown, keyStart: 3, keyLength: 7, kind: .string, valueStart: 13, valueLength: 4,
          hasEscapes: true, keyHasEscapes: true))
    #expect(
      fields[1]
        == Field(
          key: .event, keyStart: 20, keyLength: 5, kind: .object, valueStart: 27, valueLength: 2))
  }
}
