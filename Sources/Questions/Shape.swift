package import TLM

/// What a document is like: enough for programs to know what they get, as a JSON schema. Further
/// members may come; none of these goes.
package indirect enum Shape: Sendable, Equatable {
  case text
  case integer
  case number
  case boolean
  /// Whatever it may be.
  case any
  /// The same, or null.
  case optional(Shape)
  case list(Shape)
  /// Members by names that nobody knows beforehand.
  case map(Shape)
  /// Members that are always there.
  case object([(name: String, shape: Shape)])

  package static func == (left: Shape, right: Shape) -> Bool { left.schema == right.schema }

  /// As a JSON schema (2020-12).
  package var schema: Value { .object(members) }

  private var members: [Member] {
    switch self {
    case .text: [Member("type", "string")]
    case .integer: [Member("type", "integer")]
    case .number: [Member("type", "number")]
    case .boolean: [Member("type", "boolean")]
    case .any: []
    case .optional(.any): []
    case .optional(let shape):
      [Member("anyOf", [shape.schema, ["type": "null"]])]
    case .list(let shape): [Member("type", "array"), Member("items", shape.schema)]
    case .map(let shape):
      [Member("type", "object"), Member("additionalProperties", shape.schema)]
    case .object(let known):
      [
        Member("type", "object"),
        Member("properties", .object(known.map { Member($0.name, $0.shape.schema) })),
        Member("required", .array(known.map { .string($0.name) })),
      ]
    }
  }
}
