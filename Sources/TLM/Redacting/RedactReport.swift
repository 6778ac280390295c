/// What a redaction blanked, or would.
package struct RedactReport: Sendable, Equatable {
  /// One event of it.
  package struct Event: Sendable, Equatable {
    package let position: Position
    /// nil for a line that was no event.
    package let name: String?
    package let time: Timestamp?
  }

  /// What is left somewhere in the store, or waits to come into its log.
  package struct Leftover: Sendable, Equatable {
    /// From the store's folder on.
    package let file: String
    /// How often it is there.
    package let count: Int
  }

  package let isDryRun: Bool
  package let reason: String
  /// The first of them in the order of the log, at most `shownEvents`.
  package internal(set) var events: [Event] = []
  package static let shownEvents = 1_000
  /// How many there are, and their bytes.
  package internal(set) var count = 0
  package internal(set) var bytes: Int64 = 0
  /// Segments of the log that are written anew, and of the archive.
  package internal(set) var segments: [Position] = []
  package internal(set) var archived: [Position] = []
  /// Lines of `in.jsonl` and others that the log has, by the names of their files.
  package internal(set) var sources: [Leftover] = []
  /// Parts of files below `damaged/`.
  package internal(set) var damaged: [Leftover] = []
  /// Events that would do, and stay: what tlm says of its own business steers the log.
  package internal(set) var reserved = 0
  /// Folders with backups that may have the lines.
  package internal(set) var backups: [String] = []
  /// Exports that may have them.
  package internal(set) var exports: [String] = []
  /// Where the texts that were looked for still stand, or lines that are not in the log yet.
  package internal(set) var left: [Leftover] = []
  /// Where the event stands that tells of it; nil where nothing was blanked.
  package internal(set) var told: Position?
  /// Whether a redaction that somebody began was finished first, or will be.
  package internal(set) var finished = false
  /// What could not be made sure of.
  package internal(set) var warnings: [String] = []

  init(isDryRun: Bool, reason: String) {
    self.isDryRun = isDryRun
    self.reason = reason
  }

  /// Whether there is nothing to blank.
  package var isEmpty: Bool { count == 0 && sources.isEmpty && damaged.isEmpty }
}

/// Why nothing was redacted.
package struct RedactError: Error, Sendable, CustomStringConvertible {
  /// What kind of failure it was.
  package enum Code: String, Sendable {
    /// What is named is nowhere.
    case missing
    /// It steers the log, and stays.
    case reserved
    /// Something has to be done before.
    case refused
  }

  package let code: Code
  /// What stands in the way, and what to do.
  package let message: String
  package var description: String { message }

  init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }
}
