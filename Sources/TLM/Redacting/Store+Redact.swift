import Archives
import SystemCalls

extension Store {
  /// Blanks events where they stand: their name, their time, their place and the length of their lines
  /// stay, and nothing else of them.
  ///
  /// - Throws: `RedactError` where one is nowhere or must stay; `JournalError` where the log cannot be
  ///   written or is pruned just now; `ArchiveError`, `ViewsError`.
  package func redact(
    _ request: RedactRequest, at now: Timestamp = .current
  ) throws -> RedactReport {
    if let text = request.texts.first(where: { request.reason.contains($0) }) {
      throw RedactError(
        .refused,
        "the reason holds a text of \(text.utf8.count) bytes that is to go, and tlm.redacted keeps the "
          + "reason: say it in other words")
    }
    if request.isDryRun { return try outlook(request) }
    return try settled(try redactNow(request, now), request)
  }

  private func redactNow(_ request: RedactRequest, _ now: Timestamp) throws -> RedactReport {
    var report = RedactReport(isDryRun: false, reason: request.reason)
    let redaction = try Redaction(self, timeout: request.timeout, at: now)
    if let prune = try log.unfinishedPrune(), try log.rebasingCut() == nil {
      throw RedactError(
        .refused,
        "a prune up to \(prune.cut) was begun and not finished; run tlm prune again, then redact")
    }
    if let earlier = try log.unfinishedRedaction() {
      report.told = try redaction.complete(earlier, nil).told
      report.finished = true
    }
    guard !request.isEmpty else { return report }
    _ = try log.drain(timeout: request.timeout)
    var choice = try RedactChoice(self, request)
    try choice.choose()
    try describe(choice, &report)
    guard !report.isEmpty else { return report }
    let (intent, warning) = try redaction.begin(choice)
    report.warnings = [warning].compactMap(\.self)
    let (sources, told) = try redaction.complete(intent, choice.judge)
    report.sources = Self.leftovers(sources)
    report.told = told
    return report
  }

  /// What a redaction would do.
  private func outlook(_ request: RedactRequest) throws -> RedactReport {
    var report = RedactReport(isDryRun: true, reason: request.reason)
    report.finished = try log.hasUnfinishedRedaction
    guard !request.isEmpty else { return report }
    var choice = try RedactChoice(self, request)
    try choice.choose()
    try describe(choice, &report)
    return report
  }

  private func describe(_ choice: borrowing RedactChoice, _ report: inout RedactReport) throws {
    let judge = choice.judge
    report.count = choice.lines.count
    report.bytes = choice.lines.reduce(0) { $0 + Int64($1.length) }
    report.events = Array(choice.events.prefix(RedactReport.shownEvents))
    report.reserved = choice.reserved
    report.segments = try log.segments(of: choice.lines).compactMap(\.base)
    report.archived = try archive.segments().filter { segment in
      choice.lines.contains { line in
        line.start >= segment.base && segment.end.map { line.start < $0 } ?? true
      }
    }.map(\.base)
    let found = try log.linesOfSources { judge.isChosen($0) && judge.blank($0) != $0 }
    report.sources = Self.leftovers(found)
    let scraps = Dictionary(grouping: choice.scraps, by: \.file).mapValues(\.count)
    report.damaged = Self.leftovers(scraps).map {
      RedactReport.Leftover(file: "damaged/" + $0.file, count: $0.count)
    }
    report.backups = log.backupPlaces().filter {
      // One that is gone has nothing; what cannot be looked at may have.
      do throws(SystemError) { return try FileStatus.of($0) != nil } catch { return true }
    }
    report.exports = exportTargets()
  }

  /// Makes anew what a prune left, and looks at what is still there.
  private func settled(_ report: RedactReport, _ request: RedactRequest) throws -> RedactReport {
    var report = report
    if let cut = try log.rebasingCut() {
      if report.isEmpty { report.finished = true }
      if let warning = try Rebasing(store: self).run(cut) { report.warnings.append(warning) }
    }
    let judge = LineJudge(request)
    let waiting = try log.linesOfSources { judge.isChosen($0) && judge.blank($0) != $0 }
    report.left = Self.leftovers(waiting)
    for found in try StoreSearch(log.layout, request.texts).run()
    where !report.left.contains(where: { $0.file == found.file }) {
      report.left.append(found)
    }
    return report
  }

  private static func leftovers(_ counts: [String: Int]) -> [RedactReport.Leftover] {
    counts.sorted { $0.key < $1.key }.map { RedactReport.Leftover(file: $0.key, count: $0.value) }
  }

  /// What exports were written to that are kept up to date.
  private func exportTargets() -> [String] {
    // Where the folder cannot be read nobody knows of any.
    let names = (try? Folder.names(in: log.layout.exports)) ?? []
    return names.filter { !$0.hasSuffix(".lock") && !$0.hasSuffix(".new") }
      + PushReaders.names(log.layout)
  }
}
