package import TLM

/// What a rule tells people: a line of `tlm control run`.
package struct NoticeDocument: Document {
  private let rule: String
  private let text: String

  package init(rule: String, text: String) {
    self.rule = rule
    self.text = text
  }

  package var json: Value {
    ["kind": "notice", "rule": .string(rule), "text": .string(text)]
  }
}
