import TLM

extension Parameter {
  /// What a text of a URL says; of a list, one of its texts.
  func value(reading text: String) throws(QuestionError) -> Value {
    switch kind {
    case .text, .choice, .list: return try checked(.string(text), isPart: kind == .list)
    case .integer:
      guard let number = Int64(text) else { throw wrong(text) }
      return try checked(.integer(number))
    case .number:
      guard let number = Double(text), number.isFinite else { throw wrong(text) }
      return try checked(.double(number))
    case .boolean:
      switch text {
      // `?all` by itself says that it is so.
      case "true", "1", "": return true
      case "false", "0": return false
      default: throw wrong(text)
      }
    }
  }

  /// A value as it counts, where it is one that the parameter takes.
  ///
  /// - Parameter isPart: whether it is one of the texts of a list.
  func checked(_ value: Value, isPart: Bool = false) throws(QuestionError) -> Value {
    switch (kind, value) {
    case (.text, .string(let text)) where !text.isEmpty: return value
    case (.list, .string(let text)) where !text.isEmpty: return isPart ? value : .array([value])
    case (.list, .array(let parts)) where !isPart:
      var texts: [Value] = []
      for part in parts { texts.append(try checked(part, isPart: true)) }
      return .array(texts)
    case (.integer(let range), .integer(let number)) where range.contains(number): return value
    case (.integer(let range), .double(let number)):
      // Some clients know one kind of number only.
      guard let whole = Int64(exactly: number), range.contains(whole) else { break }
      return .integer(whole)
    case (.number(let range), .double(let number)) where range.contains(number): return value
    case (.number(let range), .integer(let number)) where range.contains(Double(number)):
      return value
    case (.boolean, .bool): return value
    case (.choice(let words), .string(let word)):
      if words.contains(word) { return value }
      let near = Nearest.suggestion(for: word, in: words)
      throw .parameter("\(name) is \(Self.shown(value))\(near); \(taken)")
    default: break
    }
    throw .parameter("\(name) is \(Self.shown(value)); \(taken)")
  }

  private func wrong(_ text: String) -> QuestionError {
    .parameter("\(name) is \(Self.shown(.string(text))); \(taken)")
  }

  /// What it takes, in words.
  private var taken: String {
    switch kind {
    case .text: "it takes a text that is not empty"
    case .list: "it takes texts that are not empty"
    case .boolean: "it takes true or false"
    case .choice(let words): "it takes one of \(words.joined(separator: ", "))"
    case .integer(let range):
      range.upperBound == .max
        ? "it takes a whole number from \(range.lowerBound) on"
        : "it takes a whole number from \(range.lowerBound) to \(range.upperBound)"
    case .number(let range):
      "it takes a number from \(range.lowerBound) to \(range.upperBound)"
    }
  }

  /// The beginning of a value, as it was given.
  private static func shown(_ value: Value) -> String {
    let text = JSONWriter.text(of: value)
    return text.utf8.count > 60 ? text.prefix(60) + "…" : text
  }
}
