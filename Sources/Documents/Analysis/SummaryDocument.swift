package import Analysis
package import TLM

/// What happened in a period, and how that differs from another one: what `tlm summary --json` prints.
package struct SummaryDocument: Document {
  package let json: Value

  /// Which keys it has and what they mean; another number where one goes or means something else.
  package static let schema = "tlm.summary/1"

  package init(_ summary: Summary) {
    json = .object([Member("schema", .string(Self.schema))] + summary.members)
  }
}
