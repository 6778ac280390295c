package import TLM

/// What a question can be given: a part of a URL's query, an argument of a tool.
package struct Parameter: Sendable {
  /// In lower case, words tied by `_`.
  package let name: String
  /// What values it takes.
  package let kind: Kind
  /// What it does, as a sentence.
  package let sentence: String
  /// Whether there is no answer without it.
  package var isRequired = false
  /// What holds where it is not given; nil: nothing does.
  package var standard: Value?

  package enum Kind: Sendable, Equatable {
    case text
    case integer(ClosedRange<Int64>)
    case number(ClosedRange<Double>)
    case boolean
    /// One of some words.
    case choice([String])
    /// Texts: given several times, or as an array.
    case list
  }

  package init(_ name: String, _ kind: Kind, _ sentence: String) {
    (self.name, self.kind, self.sentence) = (name, kind, sentence)
  }

  /// The same, without which there is no answer.
  package var required: Parameter {
    var parameter = self
    parameter.isRequired = true
    return parameter
  }

  /// The same with what holds where it is not given.
  package func usually(_ value: Value) -> Parameter {
    var parameter = self
    parameter.standard = value
    return parameter
  }
}

extension Parameter {
  /// What may be given, as a JSON schema (2020-12).
  package var schema: Value {
    var members: [Member]
    switch kind {
    case .text: members = [Member("type", "string")]
    case .integer(let range):
      members = [
        Member("type", "integer"), Member("minimum", .integer(range.lowerBound)),
        Member("maximum", .integer(range.upperBound)),
      ]
    case .number(let range):
      members = [
        Member("type", "number"), Member("minimum", .double(range.lowerBound)),
        Member("maximum", .double(range.upperBound)),
      ]
    case .boolean: members = [Member("type", "boolean")]
    case .choice(let words):
      members = [Member("type", "string"), Member("enum", .array(words.map { .string($0) }))]
    case .list: members = [Member("type", "array"), Member("items", ["type": "string"])]
    }
    members.append(Member("description", .string(sentence)))
    if let standard { members.append(Member("default", standard)) }
    return .object(members)
  }
}
