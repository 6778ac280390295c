import TestSupport

/// One command to a store, and to the array that says what must come of it.
///
/// Revisions and positions are given relative to what is there when the step is taken, so that a
/// program with steps left out is still a program.
enum ModelStep: CustomStringConvertible {
  case append([ModelEvent])
  /// Under the revision that the stream has, plus `off`.
  case expecting(stream: String, off: Int, [ModelEvent])
  /// Where no event of the name stands behind the one that is `back` events before the last.
  case none(name: String, back: Int, ModelEvent)
  case keyed(String, ModelEvent)
  case stranger([ModelEvent])
  case drain
  case rotate
  case reopen
  /// The folder of everything derived goes away.
  case loseViews
  case query(ModelQuery)
  /// As of a second of the log clock.
  case replayAt(Int)
  /// As of the event that is `back` before the last.
  case replayTo(back: Int)

  var description: String {
    switch self {
    case .append(let events): "append \(events)"
    case .expecting(let stream, let off, let events):
      "expecting \(stream) \(off == 0 ? "rightly" : "\(off) off") \(events)"
    case .none(let name, let back, let event): "none \(name) since the last but \(back) \(event)"
    case .keyed(let key, let event): "key \(key) \(event)"
    case .stranger(let events): "stranger \(events)"
    case .drain: "drain"
    case .rotate: "rotate"
    case .reopen: "reopen"
    case .loseViews: "lose views"
    case .query(let query): "query \(query)"
    case .replayAt(let second): "replay at \(second)"
    case .replayTo(let back): "replay to the last but \(back)"
    }
  }

  static let streams = ["s", "t", String(repeating: "stream-", count: 40)]

  static func random(_ dice: inout Seeded) -> ModelStep {
    func roll(_ sides: Int) -> Int { Int.random(in: 0..<sides, using: &dice) }
    switch roll(23) {
    case 20: return .replayAt(roll(700))
    case 21: return .replayAt(roll(2) * 1_500_000_000)
    case 22: return .replayTo(back: roll(12))
    case 0...4: return .append(ModelEvent.random(1 + roll(6), &dice))
    case 5...7:
      let off = roll(3) == 0 ? [-1, 1, 7][roll(3)] : 0
      return .expecting(
        stream: streams[roll(3)], off: off, ModelEvent.random(1 + roll(2), &dice))
    case 8: return .none(name: ModelEvent.names[roll(4)], back: roll(8), .random(&dice))
    case 9, 10: return .keyed(["k", "l", "m"][roll(3)] + "\(roll(3))", .random(&dice))
    case 11: return .stranger(ModelEvent.random(1 + roll(3), &dice))
    case 12: return .drain
    case 13: return .rotate
    case 14: return .reopen
    case 15: return .loseViews
    default: return .query(.random(&dice))
    }
  }
}

/// An event that the model understands without parsing it.
struct ModelEvent: CustomStringConvertible {
  var name: String
  /// Seconds after the start of 2026; nil for an untimed line.
  var second: Int?
  var stream: String?
  var tool: String?
  var number: Int

  static let names = ["start", "end", "tick", "größe"]
  static let tools = ["auto", "exec"]
  static let epoch = 1_767_225_600

  var description: String {
    "\(name)\(second.map { "@\($0)" } ?? "")\(stream.map { "/\($0.prefix(9))" } ?? "")"
      + "\(tool.map { " of \($0)" } ?? "") n=\(number)"
  }

  /// The line without its newline, with what a conditional append adds.
  func line(stream added: String? = nil, key: String? = nil) -> String {
    var members = ["\"event\":\"\(name)\""]
    if let second { members.insert("\"ts\":\(Self.epoch + second)", at: 0) }
    if let tool { members.append("\"tool\":\"\(tool)\"") }
    members.append("\"n\":\(number)")
    if let stream { members.append("\"stream\":\"\(stream)\"") }
    if let added, stream == nil { members.append("\"stream\":\"\(added)\"") }
    if let key { members.append("\"idempotency_key\":\"\(key)\"") }
    return "{\(members.joined(separator: ","))}"
  }

  static func random(_ dice: inout Seeded) -> ModelEvent {
    func roll(_ sides: Int) -> Int { Int.random(in: 0..<sides, using: &dice) }
    return ModelEvent(
      name: names[roll(4)],
      second: roll(4) == 0 ? nil : roll(20) == 0 ? 2_000_000_000 : roll(600),
      stream: roll(4) == 0 ? ModelStep.streams[roll(3)] : nil,
      tool: roll(2) == 0 ? tools[roll(2)] : nil, number: roll(1000))
  }

  static func random(_ count: Int, _ dice: inout Seeded) -> [ModelEvent] {
    (0..<count).map { _ in random(&dice) }
  }
}
