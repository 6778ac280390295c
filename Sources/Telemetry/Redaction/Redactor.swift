public import Events

/// Takes secrets out of what is about to be written, and cuts what is too long.
///
/// ```swift
/// var report = RedactionReport()
/// let redactor = Redactor()
/// redactor.text("curl -H 'Authorization: Bearer 8a7f0c…'", &report)
/// // curl -H 'Authorization: Bearer [redacted:authorization]'
/// ```
///
/// It only computes, in time that goes with the length of what it is given, whatever that is. What it
/// has redacted it leaves as it is.
public struct Redactor: Sendable {
  /// What it hides.
  public let rules: RedactionRules
  private let key: [UInt8]

  /// A redactor by rules.
  ///
  /// - Parameters:
  ///   - rules: what is hidden beside the secrets that are known by their form.
  ///   - key: the key of the store, by which fields are hashed.
  public init(_ rules: RedactionRules = .init(), key: [UInt8] = []) {
    self.rules = rules
    self.key = key
  }

  /// A text without its secrets, and not longer than the limit of a field.
  ///
  /// - Parameters:
  ///   - text: in any language, over any number of lines.
  ///   - report: what is hidden and cut is counted there.
  public func text(_ text: String, _ report: inout RedactionReport) -> String {
    fitted(redacted(text, &report), to: rules.fieldLimit, &report)
  }

  /// An event without secrets in its name, in the names of its members and in the texts at any depth,
  /// which obeys the rules of fields and the limits.
  ///
  /// - Parameters:
  ///   - event: as a program made it.
  ///   - report: what is hidden and cut is counted there.
  public func event(_ event: NewEvent, _ report: inout RedactionReport) -> NewEvent {
    var redacted = event
    redacted.name = text(event.name, &report)
    redacted.fields = members(event.fields, &report)
    return fitted(redacted, &report)
  }

  /// The HMAC of a text by the key of the store, in hexadecimal digits; nil where there is no key.
  func hash(_ text: String) -> String? {
    guard !key.isEmpty else { return nil }
    return HMAC.sha256(Array(text.utf8), key: key).hexadecimal
  }
}
