import Documents
import Importers
import SystemCalls
import TLM

/// Imports files as they grow, until it is asked to end.
struct ImportFollowing: Sendable {
  private let paths: [String]
  private let options: ImportOptions
  private let isJSON: Bool

  init(_ paths: [String], _ options: ImportOptions, isJSON: Bool) {
    self.paths = paths
    self.options = options
    self.isJSON = isJSON
  }

  func run(into log: EventLog) async throws {
    try await Signals.untilAsked {
      let output = Output(isLineBuffered: true)
      try await follow(log) { report in
        if isJSON {
          output.line(ImportedFileDocument(report))
        } else if let failure = report.failure {
          Message.error(SafeText.of(failure.message))
        } else {
          output.line(ImportView.line(of: report))
        }
      }
    }
  }

  /// Follows them until the task is cancelled.
  func follow(_ log: EventLog, _ show: (FileReport) -> Void) async throws {
    let follower = try ImportFollower(paths, into: log, options)
    defer { follower.finish() }
    while !Task.isCancelled {
      for report in try follower.turn() { show(report) }
      // Cancelled, it is looked at once more by whoever follows again.
      try? await Task.sleep(for: ImportFollower.pause)
    }
  }
}
