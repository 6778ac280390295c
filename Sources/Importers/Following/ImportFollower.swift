package import Journal
import SystemCalls

/// Keeps up with files and folders as they grow, rotate and come: what `tail -F` does.
///
/// ```swift
/// let follower = try ImportFollower(["/var/log/app"], into: store.log, options)
/// while !Task.isCancelled {
///   for report in try follower.turn() { print(report.path, report.new) }
///   try await Task.sleep(for: ImportFollower.pause)
/// }
/// follower.finish()
/// ```
package final class ImportFollower {
  /// How long to wait between two turns.
  package static let pause = Duration.milliseconds(200)

  private let places: [String]
  private let importer: Importer
  private var plan: ImportPlan
  private var turns = 0
  private var told: [String: String] = [:]

  /// Folders are looked through again every so many turns, and what is known is kept.
  private static let turnsPerLook = 5
  private static let turnsPerKeep = 25

  /// - Parameter places: files and folders; files that are not there yet are waited for.
  /// - Throws: `log` where the log cannot be read.
  package init(
    _ places: [String], into log: EventLog, _ options: ImportOptions
  ) throws(ImportError) {
    var options = options
    options.isFollowing = true
    self.places = places
    importer = try Importer(into: log, options)
    plan = importer.plan(of: places)
  }

  /// Imports what is new.
  ///
  /// - Returns: of the files with anything to tell.
  /// - Throws: `log` where the log cannot be written.
  package func turn() throws(ImportError) -> [FileReport] {
    if turns > 0 && turns.isMultiple(of: Self.turnsPerLook) { plan = importer.plan(of: places) }
    turns += 1
    var reports: [FileReport] = []
    for path in plan.files {
      let report = try importer.importFile(path) { _ in }
      if isNews(report) { reports.append(report) }
    }
    if turns.isMultiple(of: Self.turnsPerKeep) { importer.keep() }
    return reports
  }

  /// Keeps what was found out.
  package func finish() { importer.keep() }

  /// A failure is told once; a file that is away for a moment is none.
  private func isNews(_ report: FileReport) -> Bool {
    let isMissing = FileIdentity.isMissing(report.path)
    let failure = isMissing ? nil : report.failure?.message
    defer { told[report.path] = failure }
    let isNewFailure = failure != nil && told[report.path] != failure
    return report.new + report.damaged + report.skipped > 0 || isNewFailure
  }
}

extension FileIdentity {
  fileprivate static func isMissing(_ path: String) -> Bool {
    // What cannot be looked at is there, and told.
    do throws(SystemError) { return try FileStatus.of(path) == nil } catch { return false }
  }
}

@available(*, unavailable)
extension ImportFollower: Sendable {}
