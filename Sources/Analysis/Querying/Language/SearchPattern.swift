import Telemetry

/// A pattern that is looked for in texts, in time that goes with their length.
package struct SearchPattern: Sendable, Equatable {
  private let pattern: Pattern

  init(_ pattern: Pattern) { self.pattern = pattern }

  /// As it was written.
  package var source: String { pattern.description }

  /// Whether any part of the text matches.
  func occurs(in text: String) -> Bool { pattern.occurs(in: Array(text.utf8)) }
}
