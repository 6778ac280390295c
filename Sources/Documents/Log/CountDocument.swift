package import TLM

/// How many events meet every condition: what `tlm query --count --json` prints.
package struct CountDocument: Document {
  private let count: Int
  private let explanation: ExplanationDocument?

  /// - Parameter explanation: how they were found, for those who asked.
  package init(_ count: Int, _ explanation: ExplanationDocument? = nil) {
    self.count = count
    self.explanation = explanation
  }

  package var json: Value {
    let members = [Member("count", .integer(Int64(count)))]
    return .object(members + (explanation.map { [Member("explanation", $0.json)] } ?? []))
  }
}
