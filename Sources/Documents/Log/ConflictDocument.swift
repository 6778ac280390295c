package import TLM

/// What stood against a conditional append: an answer, not an error.
package struct ConflictDocument: Document {
  private let conflict: AppendError

  package init(_ conflict: AppendError) { self.conflict = conflict }

  package var json: Value {
    let number: (Int?) -> Value = { $0.map { .integer(Int64($0)) } ?? .null }
    return [
      "appended": false,
      "conflict": [
        "code": .string(conflict.code.description),
        "message": .string(conflict.message),
        "stream": conflict.stream.map(Value.string) ?? .null,
        "expected": number(conflict.expected),
        "actual": number(conflict.actual),
        "position": conflict.position.map { .integer($0.rawValue) } ?? .null,
      ],
    ]
  }
}
