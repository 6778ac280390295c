package import Analysis
package import TLM

/// What a page is asked for: words of its path, its query, what a form sent, and who asks.
package struct PageRequest: Sendable {
  /// What stands where the page's path has names in braces.
  package let parameters: [String: String]
  package let query: [Address.Pair]
  /// What a form sent; nil where it is only looked at.
  package let form: [Address.Pair]?
  /// What every form has to send back, as no other site's page can.
  package let formToken: String
  /// Whether a text is the approvals' token; nil where nobody approves here.
  package let approves: (@Sendable (String) -> Bool)?
  /// Whether the page's script asks, and not a person.
  package let wantsJSON: Bool
  package let now: Timestamp
  /// Runs for who turns pages of them.
  let runs: RunShelf
  /// Sessions, likewise.
  let sessions: SessionShelf

  package init(
    parameters: [String: String] = [:], query: [Address.Pair] = [], form: [Address.Pair]? = nil,
    formToken: String = "", approves: (@Sendable (String) -> Bool)? = nil,
    wantsJSON: Bool = false, now: Timestamp = .current, runs: RunShelf,
    sessions: SessionShelf
  ) {
    (self.parameters, self.query, self.form) = (parameters, query, form)
    (self.formToken, self.approves) = (formToken, approves)
    (self.wantsJSON, self.now) = (wantsJSON, now)
    (self.runs, self.sessions) = (runs, sessions)
  }

  /// The first value of a name in the query; an empty one is none.
  subscript(name: String) -> String? {
    query.first { $0.name == name && !$0.value.isEmpty }?.value
  }

  /// Every value of a name in the query.
  func all(_ name: String) -> [String] {
    query.filter { $0.name == name && !$0.value.isEmpty }.map(\.value)
  }

  /// What a form sent under a name.
  func sent(_ name: String) -> String? { form?.first { $0.name == name }?.value }

  /// Everything that a form sent under a name.
  func allSent(_ name: String) -> [String] {
    (form ?? []).filter { $0.name == name && !$0.value.isEmpty }.map(\.value)
  }

  /// A whole number of the query within bounds; what is none, or beyond them, is the usual one.
  func number(_ name: String, in range: ClosedRange<Int>, usually usual: Int) -> Int {
    guard let text = self[name], let number = Int(text) else { return usual }
    return min(max(number, range.lowerBound), range.upperBound)
  }
}
