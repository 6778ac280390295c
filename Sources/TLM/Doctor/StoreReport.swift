import SystemCalls

/// Everything that `tlm doctor` knows of a store: its files, its lines, and what is wrong.
package struct StoreReport: Sendable, Equatable {
  package let location: StoreLocation
  /// What the files of the store are like.
  package let files: LogInspection
  /// What the lines of the log are.
  package let lines: LineInspection
  /// The states that are kept, and what happened to processes that folded.
  package let projections: ProjectionInspection
  /// How the index stands; nil where the log cannot be read.
  package let index: IndexStatus?
  /// Variables of other programs that are set, and that do nothing here.
  package let variables: [ForeignVariables.Remark]
  /// Origins that a relay waits for.
  package var stalled: [StalledOrigin] = []
  /// Field names that look like slips.
  package let nearMisses: [NearMiss]

  package init(
    location: StoreLocation, files: LogInspection, lines: LineInspection,
    projections: ProjectionInspection = ProjectionInspection(), index: IndexStatus? = nil,
    variables: [ForeignVariables.Remark] = []
  ) {
    self.location = location
    self.files = files
    self.lines = lines
    self.projections = projections
    self.index = index
    self.variables = variables
    nearMisses = NearMiss.all(in: lines.unknownNames)
  }

  /// What is wrong, and what is worth knowing; the wrong things first.
  package var findings: [Finding] { Finding.all(in: self) }

  /// Whether nothing is wrong.
  package var isHealthy: Bool { findings.allSatisfy { $0.severity == .note } }
}

extension Store {
  /// Looks at every file and every line of the store. It changes nothing, creates nothing and
  /// takes no lock; memory does not grow with the log.
  ///
  /// The log is read twice, once for the sums of its segments and once for its lines.
  ///
  /// - Parameter progress: told how many more bytes were read.
  package func examine(progress: (Int64) -> Void = { _ in }) throws -> StoreReport {
    let files = try log.inspect(progress: progress)
    var lines = LineInspection()
    let parser = LineParser()
    let drained = DrainedRanges(log)
    for segment in files.segments {
      do {
        try read(segment, files) { chunk in
          lines.add(parser.parse(chunk), drained: drained)
          progress(Int64(chunk.count))
        }
      } catch { lines.failures.append("\(error)") }
    }
    let index = try? verifiedIndexStatus()
    let projections = ProjectionInspection(of: session, opensViews: index?.condition != .damaged)
    var report = StoreReport(
      location: location, files: files, lines: lines, projections: projections, index: index,
      variables: ForeignVariables.remarks(on: OwnProcess.variableNames))
    report.stalled = StalledOrigin.all(in: log.layout)
    return report
  }

  private func read(
    _ segment: SegmentReport, _ files: LogInspection, _ visit: (LineChunk) -> Void
  ) throws {
    if files.unfinishedRotations.contains(segment.base) {
      // A follower waits for the rotation; nobody writes to the segment any more.
      var source = try FileLines(segment: segment.base, of: log.layout)
      while let chunk = try source.next() { visit(chunk) }
      return
    }
    let next = files.segments.first { $0.base > segment.base }?.base
    var source = try log.read(from: segment.base, to: next)
    while let chunk = try source.next() { visit(chunk) }
  }
}
