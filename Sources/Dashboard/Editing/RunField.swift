import Telemetry
import TLM

/// A field of a run that can be changed, and what it takes.
struct RunField: Sendable {
  let name: String
  let title: String
  let kind: Kind

  /// What it takes.
  enum Kind: Sendable {
    case status
    case time
    /// A whole number from 0 on.
    case count
    /// Text of at most so many characters.
    case text(Int)
    /// An object as JSON.
    case object
  }

  /// All of them, in the order of the form.
  static let all = [
    RunField(name: "status", title: "Status", kind: .status),
    RunField(name: "end_time", title: "End", kind: .time),
    RunField(name: "duration_ms", title: "Duration in ms", kind: .count),
    RunField(name: "items_succeeded", title: "Items that went well", kind: .count),
    RunField(name: "items_failed", title: "Items that failed", kind: .count),
    RunField(name: "items_skipped", title: "Items skipped", kind: .count),
    RunField(name: "error_summary", title: "Error, in short", kind: .text(500)),
    RunField(name: "output_summary", title: "Output, in short", kind: .text(1000)),
    RunField(name: "error_details", title: "Error, in full", kind: .text(5000)),
    RunField(name: "metrics_json", title: "Metrics, as JSON", kind: .object),
    RunField(name: "context_json", title: "Context, as JSON", kind: .object),
  ]

  /// Why a text is none of its values.
  struct Mistake: Error { let message: String }

  /// The value of a text that somebody typed.
  func value(of text: String) throws(Mistake) -> Value {
    switch kind {
    case .status:
      guard let status = Self.status(text) else {
        throw Mistake(message: "must be success, failure, partial, timeout, cancelled or running")
      }
      return .string(status)
    case .time:
      guard Timestamp(text) != nil else {
        throw Mistake(message: "must be a time such as 2026-02-13T10:00:00Z")
      }
      return .string(text)
    case .count:
      guard let number = Int64(text), number >= 0 else {
        throw Mistake(message: "must be a whole number from 0 on")
      }
      return .integer(number)
    case .text(let most):
      guard text.count <= most else {
        throw Mistake(message: "has \(text.count) characters, and may have \(most)")
      }
      return .string(text)
    case .object:
      guard let value = Value(json: text.replacing("\n", with: " ")), case .object = value else {
        throw Mistake(message: "must be a JSON object: {\"name\": 1}")
      }
      return value
    }
  }

  /// One of the words of runs, whichever word for it was typed.
  private static func status(_ word: String) -> String? {
    guard let outcome = Outcome(word: word) else { return nil }
    return RunStatus(rawValue: outcome.rawValue)?.rawValue
  }

  /// What a run says in a field, as somebody would type it, with nothing in it that a browser obeys.
  static func shown(_ value: Value) -> String {
    let text =
      switch value {
      case .null: ""
      case .string(let text): text
      case let other: JSONWriter.text(of: other)
      }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.map { SafeText.of(String($0)) }.joined(separator: "\n")
  }
}
