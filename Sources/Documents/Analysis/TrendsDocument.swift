package import Analysis
package import TLM

/// What became more and what less, period by period: what `tlm trends --json` prints.
package struct TrendsDocument: Document {
  package let json: Value

  /// Which keys it has and what they mean; another number where one goes or means something else.
  package static let schema = "tlm.trends/1"

  package init(_ trends: Trends) {
    json = .object([Member("schema", .string(Self.schema))] + trends.members)
  }
}
