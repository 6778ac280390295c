package import TLM

/// What there is to ask about: what `tlm schema --json` prints.
package struct SchemaDocument: Document {
  /// A kind of event, by its name.
  package struct Kind: Sendable {
    package let name: String
    package let count: Int
    package let first: Timestamp?
    package let last: Timestamp?
    /// The fields that events of it had lately, and of which types their values are.
    package let fields: [(name: String, types: [String])]

    package init(
      name: String, count: Int, first: Timestamp?, last: Timestamp?,
      fields: [(name: String, types: [String])]
    ) {
      (self.name, self.count, self.first, self.last) = (name, count, first, last)
      self.fields = fields
    }
  }

  package let json: Value
  /// The kinds of events, the most frequent first.
  package let kinds: [Kind]

  /// - Parameters:
  ///   - kinds: the kinds of events, the most frequent first.
  ///   - total: how many kinds there are.
  ///   - projections: their names.
  ///   - sensors: their ids.
  ///   - questions: what can be asked by name.
  package init(
    _ kinds: [Kind], of total: Int, projections: [String], sensors: [String],
    questions: [(name: String, sentence: String)]
  ) {
    self.kinds = kinds
    json = [
      "schema": "tlm.schema/1", "event_count": .integer(Int64(total)),
      "events": .array(kinds.map(Self.value)),
      "keys": .array(
        CorrelationKey.all.filter { $0.option != nil }.map { .string($0.name) }),
      "outcomes": .array(Outcome.allCases.map { .string($0.rawValue) }),
      "projections": .array(projections.map { .string($0) }),
      "sensors": .array(sensors.map { .string($0) }),
      "questions": .array(
        questions.map { ["name": .string($0.name), "about": .string($0.sentence)] }),
      "documents": .array(
        DocumentCatalog.all.map { ["name": .string($0.name), "about": .string($0.about)] }),
    ]
  }

  private static func value(_ kind: Kind) -> Value {
    [
      "name": .string(kind.name), "count": .integer(Int64(kind.count)),
      "first": kind.first.map { .string($0.description) } ?? .null,
      "last": kind.last.map { .string($0.description) } ?? .null,
      "fields": .object(
        kind.fields.map { Member($0.name, .array($0.types.map { .string($0) })) }),
    ]
  }
}
