package import TLM

/// What a question was given, checked against its parameters.
package struct QuestionArguments: Sendable {
  private var values: [String: Value] = [:]
  /// About how many bytes of events a page may have: who reads it may have little room.
  package var room = Int.max

  /// Of a URL's query: names and texts, decoded. A name that comes several times is a list.
  ///
  /// - Throws: `parameter`, where a name or a value is none of the parameters'.
  package init(
    query pairs: [(name: String, value: String)], for parameters: [Parameter]
  ) throws(QuestionError) {
    for (name, text) in pairs {
      let parameter = try Self.parameter(name, in: parameters)
      let value = try parameter.value(reading: text)
      switch (parameter.kind, values[parameter.name]) {
      case (_, nil): values[parameter.name] = parameter.kind == .list ? .array([value]) : value
      case (.list, .array(let before)?): values[parameter.name] = .array(before + [value])
      default: throw .parameter("\(parameter.name) is given twice; it takes one value")
      }
    }
    try complete(parameters)
  }

  /// Of the arguments of a tool: an object, or nothing. A member that is null is as good as none.
  ///
  /// - Throws: as of a query.
  package init(json: Value?, for parameters: [Parameter]) throws(QuestionError) {
    switch json {
    case nil, .null?: break
    case .object(let members)?:
      // Of members of one name the last counts, as everywhere.
      for member in members {
        let parameter = try Self.parameter(member.name, in: parameters)
        values[parameter.name] = nil
        if member.value == .null { continue }
        values[parameter.name] = try parameter.checked(member.value)
      }
    default: throw .parameter("arguments must be an object, with a member for each parameter")
    }
    try complete(parameters)
  }

  private static func parameter(
    _ name: String, in parameters: [Parameter]
  ) throws(QuestionError) -> Parameter {
    let plain = name.replacing("-", with: "_")
    if let parameter = parameters.first(where: { $0.name == plain }) { return parameter }
    let names = parameters.map(\.name)
    let near = Nearest.suggestion(for: plain, in: names)
    throw .parameter(
      "there is no parameter \(name)\(near)"
        + (names.isEmpty ? "; it takes none" : "; there are \(names.joined(separator: ", "))"))
  }

  private mutating func complete(_ parameters: [Parameter]) throws(QuestionError) {
    for parameter in parameters where values[parameter.name] == nil {
      if parameter.isRequired {
        throw .parameter("\(parameter.name) is missing: \(parameter.sentence)")
      }
      values[parameter.name] = parameter.standard
    }
  }
}

extension QuestionArguments {
  /// Whether something holds for a parameter.
  func has(_ name: String) -> Bool { values[name] != nil }

  func text(_ name: String) -> String? {
    if case .string(let text)? = values[name] { text } else { nil }
  }

  func integer(_ name: String) -> Int? {
    if case .integer(let number)? = values[name] { Int(number) } else { nil }
  }

  func number(_ name: String) -> Double? {
    switch values[name] {
    case .integer(let number): Double(number)
    case .double(let number): number
    default: nil
    }
  }

  /// Whether a flag is set.
  func flag(_ name: String) -> Bool { values[name] == .bool(true) }

  func list(_ name: String) -> [String] {
    guard case .array(let texts)? = values[name] else { return [] }
    return texts.compactMap { if case .string(let text) = $0 { text } else { nil } }
  }
}
