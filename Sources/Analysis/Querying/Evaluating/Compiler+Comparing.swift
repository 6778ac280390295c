import Events

/// Comparisons; those of a field with a value that is known are made without a copy of the field.
extension Compiler {
  func comparison(
    _ left: Expression, _ comparison: Condition.Comparison, _ right: Expression
  ) -> Test {
    if let path = plainField(left), let datum = right.constant {
      return self.comparison(of: path, comparison, datum)
    }
    if case .call(.name, _) = left.kind, case .text(let label)? = right.constant,
      let test = named(comparison, label.text)
    {
      return test
    }
    let reading = reading(left)
    if let datum = right.constant {
      return { event in
        let found = reading(event)
        return !found.isMissing && !datum.isMissing
          && comparison.holds(found.order(toWritten: datum))
      }
    }
    let other = self.reading(right)
    return { event in
      let (one, other) = (reading(event), other(event))
      if one.isMissing || other.isMissing { return false }
      return comparison.holds(one.order(to: other))
    }
  }

  /// A comparison with the name of an event, by its number; nil where that does not tell.
  private func named(_ comparison: Condition.Comparison, _ text: String) -> Test? {
    let name = Event.Name(text)
    guard comparison == .equal || comparison == .notEqual, name != .overflow, name != .none else {
      return nil
    }
    let isEqual = comparison == .equal
    return { event in
      // One without a number is another name than one that has a number.
      event.nameID == name ? isEqual : !isEqual && event.nameID != .none
    }
  }

  private func comparison(
    of path: FieldPath, _ comparison: Condition.Comparison, _ datum: Datum
  ) -> Test {
    switch (datum, comparison) {
    case (.missing, _): return { _ in false }
    case (.text(let label), .equal):
      let text = label.text
      return { event in
        guard let view = event.view(at: path) else { return false }
        return view.spells(text)
      }
    case (.text(let label), .notEqual):
      let text = label.text
      return { event in
        guard let view = event.view(at: path) else { return false }
        return !view.spells(text)
      }
    case (.whole, _), (.large, _), (.decimal, _):
      guard let wanted = datum.exactNumber else { return { _ in false } }
      return self.comparison(of: path, comparison, wanted)
    default:
      return { event in
        guard let view = event.view(at: path) else { return false }
        return comparison.holds(Datum(view).order(toWritten: datum))
      }
    }
  }

  /// Numbers of few digits compare as Doubles, where the one that is wanted is one exactly.
  private func comparison(
    of path: FieldPath, _ comparison: Condition.Comparison, _ wanted: ExactNumber
  ) -> Test {
    let exact: Test = { event in
      guard let view = event.view(at: path) else { return false }
      return comparison.holds(ExactNumber(view)?.order(to: wanted))
    }
    guard let key = path.key, let double = wanted.double else { return exact }
    return { event in
      guard event.contains(key), let field = event.field(key) else { return false }
      guard let number = event.plainNumber(of: field) else { return exact(event) }
      return comparison.holds(number.double, double)
    }
  }

  func member(_ value: Expression, of members: [Datum], isWanted: Bool) -> Test {
    if let path = plainField(value) {
      let texts = members.compactMap { if case .text(let label) = $0 { label.text } else { nil } }
      if texts.count == members.count { return member(path, of: texts, isWanted: isWanted) }
      return { event in
        guard let view = event.view(at: path) else { return false }
        let datum = Datum(view)
        return members.contains { datum.order(toWritten: $0) == .same } == isWanted
      }
    }
    let reading = reading(value)
    return { event in
      let datum = reading(event)
      if datum.isMissing { return false }
      return members.contains { datum.order(toWritten: $0) == .same } == isWanted
    }
  }

  /// Texts are looked up once there are many.
  private func member(_ path: FieldPath, of texts: [String], isWanted: Bool) -> Test {
    if texts.count > 8 {
      let labels = Set(texts.map { Label($0) })
      return { event in
        guard let view = event.view(at: path) else { return false }
        return (view.string.map { labels.contains(Label($0)) } ?? false) == isWanted
      }
    }
    return { event in
      guard let view = event.view(at: path) else { return false }
      for text in texts where view.spells(text) { return isWanted }
      return !isWanted
    }
  }
}

extension Condition.Comparison {
  /// Whether it holds of two values that stand so to each other; nil: they cannot be compared, and are
  /// only different.
  func holds(_ order: ExactNumber.Order?) -> Bool {
    switch self {
    case .equal: order == .same
    case .notEqual: order != .same
    case .less: order == .before
    case .lessOrEqual: order == .before || order == .same
    case .greater: order == .after
    case .greaterOrEqual: order == .after || order == .same
    }
  }

  /// Whether it holds of two numbers.
  func holds(_ left: Double, _ right: Double) -> Bool {
    switch self {
    case .equal: left == right
    case .notEqual: left != right
    case .less: left < right
    case .lessOrEqual: left <= right
    case .greater: left > right
    case .greaterOrEqual: left >= right
    }
  }
}

extension ExactNumber {
  /// The number as a Double, where it is one exactly.
  fileprivate var double: Double? {
    switch self {
    case .integer(let number): Double(exactly: number)
    case .large(let number): Double(exactly: number)
    case .decimal(let number): number
    }
  }
}
