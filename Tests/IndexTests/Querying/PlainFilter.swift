import Events

/// What a filter means, said a second time and without regard to speed.
struct PlainFilter {
  let filter: Filter

  init(_ filter: Filter) { self.filter = filter }

  func matches(_ event: PlainEvent) -> Bool {
    let view = event.recorded.event
    let texts: [([String], String?)] = [
      (filter.tools, view.tool), (filter.components, view.component),
      (filter.projects, view.project), (filter.issueIDs, view.issueID),
      (filter.sessionIDs, view.sessionID), (filter.traceIDs, view.traceID),
      (filter.runIDs, view.runID), (filter.streams, view.stream),
      (filter.eventIDs, view.eventID), (filter.idempotencyKeys, view.idempotencyKey),
      (filter.levels, view.level), (filter.models, view.model),
    ]
    for (wanted, found) in texts where !wanted.isEmpty {
      guard let found, wanted.contains(where: { Array($0.utf8) == Array(found.utf8) }) else {
        return false
      }
    }
    if !filter.outcomes.isEmpty {
      guard let outcome = view.outcome, filter.outcomes.contains(outcome) else { return false }
    }
    if let since = filter.since, event.time.map({ $0 < since.rawValue }) ?? true { return false }
    if let until = filter.until, event.time.map({ $0 >= until.rawValue }) ?? true { return false }
    guard matchesName(view.name) else { return false }
    return filter.fields.allSatisfy { condition in
      guard let value = view.value(named: condition.field) else { return false }
      return holds(value, condition)
    }
  }

  private func matchesName(_ name: String?) -> Bool {
    let name = name.map { Array($0.utf8)[...] }
    func isOne(of patterns: [String]) -> Bool {
      name.map { name in patterns.contains { isLike(name, Array($0.utf8)[...]) } } ?? false
    }
    return filter.names.isEmpty ? !isOne(of: filter.hiddenNames) : isOne(of: filter.names)
  }

  private func isLike(_ name: ArraySlice<UInt8>, _ pattern: ArraySlice<UInt8>) -> Bool {
    guard let first = pattern.first else { return name.isEmpty }
    if first == UInt8(ascii: "*") {
      return isLike(name, pattern.dropFirst())
        || !name.isEmpty && isLike(name.dropFirst(), pattern)
    }
    return name.first == first && isLike(name.dropFirst(), pattern.dropFirst())
  }

  private func holds(_ value: Value, _ condition: FieldCondition) -> Bool {
    switch condition.comparison {
    case .exists: return true
    case .contains:
      if case .string(let text) = value, case .string(let part) = condition.operand {
        let (text, part) = (Array(text.utf8), Array(part.utf8))
        return part.isEmpty
          || text.indices.contains { text[$0...].starts(with: part) }
      }
      guard case .array(let elements) = value else { return false }
      return elements.contains { difference($0, condition.operand) == 0 }
    case .equal: return difference(value, condition.operand) == 0
    case .notEqual: return difference(value, condition.operand) != 0
    case .less: return difference(value, condition.operand).map { $0 < 0 } ?? false
    case .lessOrEqual: return difference(value, condition.operand).map { $0 <= 0 } ?? false
    case .greater: return difference(value, condition.operand).map { $0 > 0 } ?? false
    case .greaterOrEqual: return difference(value, condition.operand).map { $0 >= 0 } ?? false
    }
  }

  /// Below, at or above 0; nil for values of different kinds.
  private func difference(_ left: Value, _ right: Value) -> Int? {
    if case .bool(let left) = left, case .bool(let right) = right { return left == right ? 0 : nil }
    if case .string(let left) = left, case .string(let right) = right {
      let (left, right) = (Array(left.utf8), Array(right.utf8))
      return left == right ? 0 : left.lexicographicallyPrecedes(right) ? -1 : 1
    }
    guard let left = parts(left), let right = parts(right) else { return nil }
    if left.whole != right.whole { return left.whole < right.whole ? -1 : 1 }
    return left.rest == right.rest ? 0 : left.rest < right.rest ? -1 : 1
  }

  /// A number as the whole number below it and what is left.
  private func parts(_ value: Value) -> (whole: Int128, rest: Double)? {
    switch value {
    case .integer(let number): return (Int128(number), 0)
    case .unsigned(let number): return (Int128(number), 0)
    case .double(let number):
      // Beyond every Double: nobody can read it.
      guard number.isFinite else { return nil }
      let whole = number.rounded(.down)
      // The samples beyond this are all larger than any integer.
      if whole > 1e30 { return (Int128.max, number) }
      return (Int128(whole), number - whole)
    case .string(let text):
      guard let number = Int128(text), number.magnitude > 1 << 53,
        number <= Int128(UInt64.max), number >= Int128(Int64.min)
      else { return nil }
      return (number, 0)
    default: return nil
    }
  }
}
