import Events
import Lines
import Testing

/// Lines that disks, editors and broken producers leave behind.
@Suite struct HostileLineTests {
  private static let good = [UInt8](#"{"event":"good","n":1}"#.utf8)

  /// The damage of a line, its neighbours being whole: two events with their names and fields.
  private func reasons(_ line: [UInt8]) -> [Quarantine.Reason] {
    let batch = LineParser().parse(LineChunk(Self.good + [10] + line + [10] + Self.good + [10]))
    #expect(batch.count == 2)
    for index in 0..<batch.count {
      #expect(batch.event(at: index).name == "good" && batch.event(at: index).integer("n") == 1)
    }
    #expect(batch.quarantined.allSatisfy { $0.position.rawValue >= 23 })
    #expect(LineParser().validate(line) == batch.quarantined.first?.reason)
    return batch.quarantined.map(\.reason)
  }

  @Test(arguments: [
    ("nope", Quarantine.Reason.notJSON), (#"{"a":1"#, .notJSON), (#"{"a":1}}"#, .notJSON),
    (#"{"a":1}{"b":2}"#, .notJSON), (#"{"a":1} x"#, .notJSON), (#"{"a":tru}"#, .notJSON),
    (#"{"a" 1}"#, .notJSON), (#"{a:1}"#, .notJSON), (#"{"a":1,}"#, .notJSON),
    (#"{,}"#, .notJSON), (#"{"a":"open}"#, .notJSON), (#"{"a":NaN}"#, .notJSON),
    (#"{"a":"\q"}"#, .notJSON), (#"{"a":"\u12g4"}"#, .notJSON), (#"{"a":01}"#, .notJSON),
    (#"{"a":1.}"#, .notJSON), (#"{"a":"\"}"#, .notJSON), (#"{"a":1}\"#, .notJSON),
    ("{\"a\":\"\u{1}\"}", .notJSON), ("{\"a\":\"tab\there\"}", .notJSON),
    ("{\"a\":1}\u{0}\u{0}", .notJSON), ("\u{FEFF}\u{FEFF}{}", .notJSON),
    ("[]", .notAnObject), (#"[{"a":1}]"#, .notAnObject), ("1", .notAnObject),
    (#""text""#, .notAnObject), ("null", .notAnObject), ("-1.5e3", .notAnObject),
    (#"{"a":1e}"#, .notJSON), (#"{"a":00000000000000000000001}"#, .notJSON),
    (#"{"a":1e4x}"#, .notJSON), (#"{"a":"\uD800\u12g4"}"#, .notJSON),
  ])
  func `a damaged line is quarantined with its reason`(line: String, reason: Quarantine.Reason) {
    #expect(reasons([UInt8](line.utf8)) == [reason])
  }

  @Test(
    arguments: [
      [0xC3], [0xE2, 0x82], [0xF0, 0x9F, 0x98], [0x80], [0xC0, 0x80], [0xED, 0xA0, 0x80],
      [0xF4, 0x90, 0x80, 0x80], [0xFF],
    ] as [[UInt8]])
  func `split and overlong UTF-8 is quarantined`(bytes: [UInt8]) {
    #expect(reasons([UInt8](#"{"a":""#.utf8) + bytes + [UInt8](#""}"#.utf8)) == [.invalidUTF8])
  }

  @Test(arguments: [
    #"{"a":18446744073709551615,"b":-9223372036854775808}"#, #"{"a":1.7976931348623157e308}"#,
    #"{"a":0e999999999999999999999}"#, #"{"a":1e-400}"#, #"{"a":"\uD83D\uDE00"}"#,
    #"{"a":"\uD800"}"#, #"{"a":"\uDC00\uD800"}"#, #"{"a":"\uD800\uD800"}"#, #"{"\uDFFF":1}"#,
    #"{"a":18446744073709551616}"#, #"{"a":-9223372036854775809}"#, #"{"a":[1e309]}"#,
    #"{"a":-1e400}"#, #"{"a":100000000000000000000}"#,
    #"{"a":1,"a":2,"a":{}}"#, #"{"":0}"#, "{}", " \t{ \"a\" : [ ] } \t",
    "{\"\u{7F}é€😀\":\"\u{2028}\"}",
  ])
  func `a line at the edge of the rules is an event`(line: String) {
    let batch = LineParser().parse(LineChunk([UInt8](line.utf8)))
    #expect(batch.count == 1 && batch.quarantined.isEmpty)
  }

  @Test func `a run of NULs is one damaged range and the line after it an event`() {
    let line = [UInt8](repeating: 0, count: 4096) + Self.good
    let batch = LineParser().parse(LineChunk(Self.good + [10] + line + [10] + Self.good))

    #expect(batch.count == 3)
    #expect(
      batch.quarantined == [
        Quarantine(position: Position(rawValue: 23), length: 4096, reason: .nulRun)
      ])
    #expect(batch.position(at: 1) == Position(rawValue: 23 + 4096))
    #expect(batch.event(at: 1).line.count == Self.good.count)
  }

  @Test func `a line of NULs is damage and no event`() {
    #expect(reasons([0, 0, 0]) == [.nulRun])
    #expect(reasons([0, 0, 0] + [UInt8]("x".utf8)) == [.nulRun, .notJSON])
    #expect(reasons([0, 32, 32]) == [.nulRun])
  }

  @Test func `a byte order mark and a carriage return are no part of the line`() {
    let line = [0xEF, 0xBB, 0xBF] + Self.good + [13]
    let batch = LineParser().parse(LineChunk(line + [10] + line))

    #expect(batch.count == 2 && batch.quarantined.isEmpty)
    #expect(batch.position(at: 0) == Position(rawValue: 3))
    for index in 0..<2 { #expect(batch.event(at: index).line.count == Self.good.count) }
  }

  @Test(arguments: ["", " ", "\t \t", "\r", " \r", "\u{FEFF}", "\u{FEFF}  \r"])
  func `a line of nothing is nothing`(line: String) {
    let batch = LineParser().parse(LineChunk(Self.good + [10] + [UInt8](line.utf8) + [10]))
    #expect(batch.count == 1 && batch.blank == 1 && batch.quarantined.isEmpty)
  }

  @Test func `a chunk without bytes has no lines`() {
    let batch = LineParser().parse(LineChunk([]))
    #expect(batch.count == 0 && batch.blank == 0 && batch.quarantined.isEmpty)
    #expect(batch.resolveTimes(from: Timestamp(rawValue: 7)) == Timestamp(rawValue: 7))
  }

  @Test(arguments: [(1022, true), (1023, false), (10_000, false)])
  func `nesting has a limit`(depth: Int, isEvent: Bool) {
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
      let value =
        String(repeating: open, count: depth) + "1" + String(repeating: close, count: depth)
      let expected: [Quarantine.Reason] = isEvent ? [] : [.tooDeep]
      let batch = LineParser().parse(LineChunk([UInt8]("{\"v\":\(value)}\n{}".utf8)))
      #expect(batch.quarantined.map(\.reason) == expected && batch.count == (isEvent ? 2 : 1))
    }
    #expect(reasons([UInt8](String(repeating: "[", count: depth).utf8)) == [.notJSON])
  }

  @Test func `a line of 16 MiB is an event among others`() {
    let text = [UInt8](repeating: 0x78, count: 16 << 20)
    let line = [UInt8](#"{"event":"long","text":""#.utf8) + text + [UInt8](#"","last":7}"#.utf8)
    let batch = LineParser().parse(LineChunk(Self.good + [10] + line + [10] + Self.good))

    #expect(batch.count == 3 && batch.quarantined.isEmpty)
    #expect(batch.event(at: 1).string("text")?.utf8.count == 16 << 20)
    #expect(batch.event(at: 1).integer("last") == 7)
    #expect(batch.event(at: 2).name == "good")
  }

  @Test func `a line of 4 MiB of members is read to its last`() {
    let count = 400_000
    let members = (0..<count).map { "\"k\($0)\":\($0)" }.joined(separator: ",")
    let batch = LineParser().parse(LineChunk([UInt8]("{\(members)}".utf8)))

    #expect(batch.count == 1 && batch.event(at: 0).fields.count == count)
    #expect(batch.event(at: 0).integer("k\(count - 1)") == Int64(count - 1))
  }

  @Test(arguments: [99, 100, 200_000])
  func `only a line over the limit is too long`(length: Int) {
    let limit = max(99, length - 1)
    let line =
      [UInt8]("{\"a\":\"".utf8) + [UInt8](repeating: 0x79, count: length - 8)
      + [UInt8]("\"}".utf8)
    let text = Self.good + [10] + line + [10] + [0, 0] + Self.good
    let parser = LineParser(longestLine: limit)
    let batch = parser.parse(LineChunk(text))

    #expect(batch.count == (length > limit ? 2 : 3))
    let expected: [Quarantine.Reason] = length > limit ? [.tooLong, .nulRun] : [.nulRun]
    #expect(batch.quarantined.map(\.reason) == expected)
    #expect(Snapshot(parser.parseSingly(LineChunk(text))) == Snapshot(batch))
  }
}
