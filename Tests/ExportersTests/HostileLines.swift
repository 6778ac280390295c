import TestSupport

/// Lines as many programs write them, and lines whose texts would like to be more than texts: ends of
/// cells, formulas, escapes, halves of pairs, names that come twice.
struct HostileLines {
  private var usual: RandomLines

  init(_ seed: UInt64) { usual = RandomLines(dice: Seeded(seed)) }

  private static let texts = [
    "", " ", "a", "a b", " a", "a ", "a,b", "=1+2", "@SUM(A1)", "+1", "+1+2", "-1.5e3", "-x", "-",
    "\\t=1", "\\r", "\\n", "say \\\"x\\\"", "\\u0000", "\\ud83d", "\\ud83d\\ude00", "\\udc00x", "😀",
    "seven77", "eight888", "nine99999", "sixteen-letters.", "seventeen letters",
    "comma,at-its-start", "at-its-very-end,", "</script>", "\\u001b[31m", "C:\\\\x", "\\\\ud83d",
    "größe", "2026-02-13",
  ]
  private static let names = [
    "event", "msg", "message", "tool", "phase", "session_id", "sessionId", "issue_id", "model", "x",
    "x.y", "y", "\\u0065vent",
    "a name that is longer than sixty-three bytes, as nobody would write it",
    "trace_id", "span_id", "tool_name", "level", "",
  ]
  private static let numbers = [
    "0", "-0.0", "5", "0.001", "1e-7", "67.25", "123456.789123456", "9007199254740993", "1e300",
    "18446744073709551615", "-9223372036854775808", "999999999999999", "0.0009",
  ]
  private static let measures = [
    "duration_s", "duration_ms", "latency_ms", "exit_code", "input_tokens", "prompt_tokens",
    "cost_usd", "total_cost_usd", "n",
  ]

  /// A line without its newline.
  mutating func next() -> [UInt8] {
    if usual.roll(3) == 0 { return usual.next() }
    var members = [
      "\"ts\":\"2026-02-13T10:0\(usual.roll(10)):00.\(usual.roll(10_000_000))Z\"",
      "\"trace_id\":\"\(trace())\"",
    ]
    for _ in 0..<usual.roll(9) { members.append(text()) }
    for _ in 0..<usual.roll(4) {
      members.append("\"\(pick(Self.measures))\":\(pick(Self.numbers))")
    }
    if usual.roll(4) == 0 {
      members.append("\"metadata\":{\(text()),\(text()),\"in\":[null,true,1,-2.5,{\(text())}]}")
    }
    if usual.roll(60) == 0 {
      members.append("\"pad\":\"\(String(repeating: "p", count: usual.roll(70_000)))\"")
    }
    members.shuffle(using: &usual.dice)
    return Array("{\(members.joined(separator: ","))}".utf8)
  }

  private mutating func text() -> String { "\"\(pick(Self.names))\":\"\(pick(Self.texts))\"" }

  private mutating func trace() -> String {
    switch usual.roll(4) {
    case 0: "0AF7651916CD43DD8448EB211C80319C"
    case 1: "0af76519-16cd-43dd-8448-eb211c80319c"
    case 2: "00000000000000000000000000000000"
    default: "t\(usual.roll(5))"
    }
  }

  private mutating func pick(_ pool: [String]) -> String { pool[usual.roll(pool.count)] }
}
