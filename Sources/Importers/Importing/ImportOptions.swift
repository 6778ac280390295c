package import Telemetry

/// What an import is told.
package struct ImportOptions: Sendable {
  /// The dialect of all files; nil: each file's own.
  package var dialect: (any Dialect.Type)?
  /// Whether secrets are hidden; nil: in transcripts.
  package var redacts: Bool?
  /// By which rules, and with which key.
  package var redactor: Redactor
  /// Whether files are looked at again and again: what is known of them is kept in memory.
  package var isFollowing = false

  /// - Parameter redactor: one that cuts nothing.
  package init(redactor: Redactor) { self.redactor = redactor }

  /// Which hides secrets in lines of a dialect; nil where they stay.
  func redactor(for dialect: any Dialect) -> Redactor? {
    redacts ?? type(of: dialect).isTranscript ? redactor : nil
  }
}
