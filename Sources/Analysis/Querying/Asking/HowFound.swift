package import TLM

/// Which part of a question an index answers, and which is left to whoever looks at the events.
package struct HowFound: Sendable, Equatable {
  /// Conditions, as they were written or as the language would write them.
  package private(set) var byIndex: [String] = []
  package private(set) var byLooking: [String] = []

  /// - Parameters:
  ///   - filter: as it was asked for, with its test or without.
  ///   - conditions: texts that were read, with what they mean.
  package init(_ filter: Filter, _ conditions: [(text: String, meaning: Expression)]) {
    if !filter.names.isEmpty { byIndex.append(Self.list("name()", filter.names)) }
    for key in CorrelationKey.all where !filter[key].isEmpty {
      let list = Self.list(key.name, filter[key])
      if key.index == nil { byLooking.append(list) } else { byIndex.append(list) }
    }
    if let since = filter.since { byIndex.append("time() >= \(since)") }
    if let until = filter.until { byIndex.append("time() < \(until)") }
    if !filter.outcomes.isEmpty {
      byLooking.append(Self.list("outcome()", filter.outcomes.map(\.rawValue)))
    }
    if !filter.levels.isEmpty { byLooking.append(Self.list("level()", filter.levels)) }
    if !filter.models.isEmpty { byLooking.append(Self.list("model()", filter.models)) }
    for (text, meaning) in conditions {
      for part in Self.parts(of: meaning) {
        let bytes = Array(text.utf8)
        let words = String(decoding: bytes[part.range.clamped(to: 0..<bytes.count)], as: UTF8.self)
        if IndexHints(part).isOfIndex { byIndex.append(words) } else { byLooking.append(words) }
      }
    }
  }

  /// The conditions that must hold at once.
  private static func parts(of expression: Expression) -> [Expression] {
    guard case .all(let parts)? = expression.condition else { return [expression] }
    return parts.flatMap(parts(of:))
  }

  private static func list(_ name: String, _ values: [String]) -> String {
    let words = values.map { JSONWriter.text(of: .string($0)) }
    return words.count == 1
      ? "\(name) = \(words[0])" : "\(name) in (\(words.joined(separator: ", ")))"
  }
}
