import Configuration
import Sensors

extension Node {
  /// Whether it is written as a length of time: `90`, `15s`, `10m`.
  var isLengthOfTime: Bool {
    switch content {
    case .integer: true
    case .text(let text): LengthOfTime.seconds(text) != nil
    default: false
    }
  }
}

extension ConfigurationReader {
  /// A word, or a list of at least one.
  mutating func oneOrMore(_ node: Node, _ what: String) -> [String]? {
    guard case .list(let items) = node.content else { return text(node, what).map { [$0] } }
    if items.isEmpty { return mismatch(node, "a name or a list of names for \(what)", "name one") }
    return texts(node, what)
  }

  /// Fields and what each must be: a value, or a list of values any of which will do.
  mutating func conditions(_ node: Node) -> [SensorDefinition.Condition] {
    var conditions: [SensorDefinition.Condition] = []
    for entry in entries(node, "where") ?? [] {
      let nodes: [Node]
      if case .list(let items) = entry.value.content {
        nodes = items
      } else {
        nodes = [entry.value]
      }
      let values = nodes.compactMap { scalar($0, entry.key) }
      if nodes.isEmpty {
        let _: Bool? = mismatch(entry.value, "a value or a list of values for \(entry.key)")
      }
      conditions.append(SensorDefinition.Condition(field: entry.key, values: values))
    }
    return conditions
  }

  private mutating func scalar(_ node: Node, _ what: String) -> SensorDefinition.Condition.Scalar? {
    switch node.content {
    case .flag(let flag): .bool(flag)
    case .integer(let integer): .number(Double(integer))
    case .number(let number): .number(number)
    case .text(let text): .text(text)
    default: mismatch(node, "a word, a number, true or false for \(what)")
    }
  }
}
