import Events
import TestSupport

/// Lines of every kind that a reader meets, drawn by a seed.
struct DrawnLog {
  private var numbers: Seeded
  private var time: Int64 = 1_770_000_000

  init(seed: UInt64) { numbers = Seeded(seed) }

  static let names = ["start", "stop", "phase", "état", "a\\u0062c", "tick", "x.y", "tlm.note"]
  static let tools = ["make", "swift", "größe", "l\\u006fop", String(repeating: "t", count: 230)]

  /// About `count` lines, ended by newlines.
  mutating func lines(_ count: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    for _ in 0..<count { bytes += line() }
    return bytes
  }

  private mutating func line() -> [UInt8] {
    switch pick(40) {
    case 0: return [10]
    case 1: return Array("no event\n".utf8)
    case 2: return Array("[1, 2]\n".utf8)
    case 3: return [0xEF, 0xBB, 0xBF] + event() + [13, 10]
    case 4: return [0, 0, 0] + event() + [10]
    case 5: return Array("   ".utf8) + event() + [10]
    case 6: return [0, 0, 10]
    default: return event() + [10]
    }
  }

  private mutating func event() -> [UInt8] {
    var members: [String] = []
    if pick(10) > 0 { members.append(#""event":"\#(pick(Self.names))""#) }
    switch pick(12) {
    case 0, 1, 2: break
    case 3:
      time -= Int64(pick(300))
      members.append(#""ts":\#(time)"#)
    case 4 where pick(20) == 0: members.append(#""ts":"2099-01-01T00:00:00Z""#)
    default:
      time += Int64(pick(40))
      members.append(#""ts":\#(time)"#)
    }
    if pick(2) == 0 { members.append(#""tool":"\#(pick(Self.tools))""#) }
    if pick(9) == 0 { members.append(#""tool":"other""#) }
    if pick(9) == 0 { members.append(#""tool":5"#) }
    if pick(2) == 0 { members.append(#""\#(pick(["session_id", "sessionId"]))":"s\#(pick(6))""#) }
    if pick(3) == 0 { members.append(#""issue_id":"BUG-\#(pick(50))""#) }
    if pick(3) == 0 { members.append(#""trace_id":"\#(pick(30))""#) }
    if pick(5) == 0 {
      members.append(#""data":{"trace_id":"d\#(pick(9))","run_id":"r\#(pick(9))"}"#)
    }
    if pick(4) == 0 { members.append(#""stream":"order-\#(pick(8))""#) }
    if pick(3) == 0 { members.append(#""event_id":"e\#(pick(400))""#) }
    if pick(6) == 0 { members.append(#""idempotency_key":"k\#(pick(90))""#) }
    if pick(30) == 0 { members.append(#""pad":"\#(String(repeating: "z", count: pick(4000)))""#) }
    members.shuffle(using: &numbers)
    return Array("{\(members.joined(separator: ","))}".utf8)
  }

  /// A filter of some of the same values.
  mutating func filter() -> Filter {
    var filter = Filter()
    if pick(2) == 0 { filter.names = [pick(["start", "état", "abc", "t*", "*a*", "none", "x.y"])] }
    if pick(6) == 0 { filter.names.append("phase") }
    if pick(4) == 0 { filter.hiddenNames = ["tlm.*"] }
    if pick(3) == 0 { filter.tools = [pick(["make", "größe", "loop", Self.tools[4], "other"])] }
    if pick(4) == 0 { filter.sessionIDs = ["s\(pick(6))", "s\(pick(6))"] }
    if pick(5) == 0 { filter.issueIDs = ["BUG-\(pick(50))"] }
    if pick(5) == 0 { filter.traceIDs = ["\(pick(30))", "d\(pick(9))"] }
    if pick(6) == 0 { filter.runIDs = ["r\(pick(9))"] }
    if pick(4) == 0 {
      filter.since = Timestamp(rawValue: (time - Int64(pick(4000))) * 1_000_000_000)
    }
    if pick(4) == 0 {
      filter.until = Timestamp(rawValue: (time - Int64(pick(4000))) * 1_000_000_000)
    }
    return filter
  }

  mutating func pick(_ count: Int) -> Int { Int(numbers.next() % UInt64(count)) }
  mutating func pick<Element>(_ list: [Element]) -> Element { list[pick(list.count)] }
}
