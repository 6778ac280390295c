package import Board
package import Events
import Lines

/// What a board says of modes: which there are, what may be done in each, and which is the first.
///
/// It stands at the end of the file as JSON: `{"initial":"NORMAL","modes":{"NORMAL":{…}}}`.
struct BoardModes: Sendable {
  let initial: String
  /// In the order of the rules.
  let constraints: [(mode: String, Policy.Mode.Constraints)]

  init(of policy: Policy) {
    initial = policy.modes[0].name
    constraints = policy.modes.map { ($0.name, $0.constraints) }
  }

  /// Nil for a text that is something else.
  init?(_ text: [UInt8]) {
    guard let value = Value(json: String(decoding: text, as: UTF8.self)),
      let initial = value["initial"]?.text, case .object(let modes)? = value["modes"]
    else { return nil }
    self.initial = initial
    constraints = modes.map { ($0.name, Policy.Mode.Constraints($0.value)) }
  }

  /// - Parameter more: what others read there.
  func text(_ more: Member...) -> [UInt8] {
    let modes = constraints.map { Member($0.mode, $0.1.json) }
    let all = Value.object(
      [Member("initial", .string(initial)), Member("modes", .object(modes))] + more)
    return Array(JSONWriter.text(of: all).utf8)
  }

  /// The mode that a board's word means, which may be cut to the room that there is.
  func mode(_ word: String) -> (name: String, Policy.Mode.Constraints?) {
    if let exact = constraints.first(where: { $0.mode == word }) { return (word, exact.1) }
    let long = constraints.filter { word.utf8.count >= 20 && $0.mode.hasPrefix(word) }
    return long.count == 1 ? (long[0].mode, long[0].1) : (word, nil)
  }
}

extension Policy.Mode.Constraints {
  /// As programs are told it; what the rules do not say is null.
  package var json: Value {
    func number(_ number: Int64?) -> Value { number.map { .integer($0) } ?? .null }
    func list(_ words: [String]) -> Value { .array(words.map { .string($0) }) }
    return .object([
      Member("max_concurrent_tasks", number(max_concurrent_tasks)),
      Member(
        "background_monitoring_enabled", background_monitoring_enabled.map { .bool($0) } ?? .null),
      Member("allowed_tool_categories", list(allowed_tool_categories)),
      Member("require_approval_for", list(require_approval_for)),
      Member("tool_calls_per_minute", number(tool_calls_per_minute)),
      Member("model_calls_per_minute", number(model_calls_per_minute)),
      Member("outbound_calls_per_hour", number(outbound_calls_per_hour)),
    ])
  }

  init(_ value: Value) {
    func number(_ name: String) -> Int64? {
      if case .integer(let number)? = value[name] { number } else { nil }
    }
    func list(_ name: String) -> [String] {
      value[name].map { $0.elements.compactMap(\.text) } ?? []
    }
    self.init()
    max_concurrent_tasks = number("max_concurrent_tasks")
    if case .bool(let flag)? = value["background_monitoring_enabled"] {
      background_monitoring_enabled = flag
    }
    allowed_tool_categories = list("allowed_tool_categories")
    require_approval_for = list("require_approval_for")
    tool_calls_per_minute = number("tool_calls_per_minute")
    model_calls_per_minute = number("model_calls_per_minute")
    outbound_calls_per_hour = number("outbound_calls_per_hour")
  }
}

extension Policy {
  /// What a board says of these modes.
  package var boardText: [UInt8] { BoardModes(of: self).text() }

  /// The same, and what a gate goes by.
  package func boardText(gating rules: GateRules) -> [UInt8] {
    BoardModes(of: self).text(Member("gate", rules.json))
  }
}
