package import Events
package import Journal
import Lines
import SystemCalls

/// Folds bare files and standard input, read in their order as one log.
package enum FileReplay: Sendable {
  /// In which order lines are read.
  package enum Order: Sendable {
    /// Files as they are named, lines as they stand.
    case given
    /// All lines by their times.
    case time
  }

  /// What comes of each projection.
  ///
  /// Files are looked through for skips first, unless no handler can end the process: then the fold
  /// looks for them on its way, and begins anew where it meets one. What is no plain file can be read
  /// only once: where it holds a skip of one of these projections, that came too late, and the replay
  /// fails rather than give another answer than the same lines in a file would.
  ///
  /// - Parameters:
  ///   - projections: each with its parameters.
  ///   - paths: files; `-` is standard input.
  ///   - options: which part of the lines, and how.
  ///   - order: by time, all of them must be plain files.
  /// - Throws: `unreadable`, `handlerFailed`, `lateSkip`, `nothingReadable`, `notEncodable`.
  package static func run(
    _ projections: [any Projection], over paths: [String], _ options: Replay.Options,
    in order: Order = .given
  ) throws(FoldError) -> Replayed {
    try requireFiles(paths)
    var options = options
    let told = ToldBytes(options.progress)
    options.progress = told.tell
    if looksOnItsWay(options, order), paths.allSatisfy(isPlainFile) {
      let (replayed, late) = try fold(projections, over: paths, options, in: order, passingOver: [])
      if late == nil { return replayed }
      told.beginAgain()
    }
    let (replayed, late) = try fold(
      projections, over: paths, options, in: order,
      passingOver: skips(in: paths, order, jobs: options.jobs))
    if let late { throw late }
    return replayed
  }

  /// Whether skips may be looked for by the fold: it sees every line, and lives to tell.
  private static func looksOnItsWay(_ options: Replay.Options, _ order: Order) -> Bool {
    options.trustsHandlers && !options.isStrict && options.bounds == Fold.Bounds()
      && order == .given
  }

  /// What comes of each projection, and what is wrong with it where the lines hold a skip that is none of
  /// these.
  private static func fold(
    _ projections: [any Projection], over paths: [String], _ options: Replay.Options,
    in order: Order, passingOver skips: [Skip]
  ) throws(FoldError) -> (Replayed, late: FoldError?) {
    var fold = Fold(
      isStrict: options.isStrict, bounds: options.bounds, makesPages: options.makesPages)
    fold.core.now = options.now
    for projection in projections { fold.add(projection) }
    fold.add(SkipWatch())
    try fold.honour(skips)
    let beginning = InputBeginning()
    switch order {
    case .given:
      try fold.run(
        over: CountedLines(Concatenated(paths: paths), options.progress, keeping: beginning),
        jobs: options.jobs)
    case .time:
      try fold.run(
        over: CountedLines(merged(paths), options.progress, keeping: beginning),
        jobs: options.jobs)
    }
    if fold.progress.events == 0, fold.progress.quarantined > 0, !fold.progress.isAtBound {
      let input = UnreadableInput(
        beginning.bytes, lines: fold.progress.quarantined, of: paths)
      throw FoldError(.nothingReadable, input.message)
    }
    let late = try lateSkip(in: fold)
    return (try Replayed(fold, of: projections.count), late: late)
  }

  /// What is wrong with a fold that met a skip which it did not know when it began.
  private static func lateSkip(in fold: borrowing Fold) throws(FoldError) -> FoldError? {
    let met = fold.state(of: SkipWatch.self)?.skips ?? []
    if met.isEmpty { return nil }
    let identities = try fold.core.registrations.dropLast().map { registration throws(FoldError) in
      try registration.identity()
    }
    for skip in met {
      guard let place = identities.firstIndex(where: { $0.text == skip.projection }),
        !fold.core.skips[place].contains(skip.position)
      else { continue }
      return FoldError(
        .lateSkip,
        "the input says after the event at \(skip.position) that \(identities[place].name) passes "
          + "over it; give it as a plain file, which can be looked through beforehand",
        at: skip.position)
    }
    return nil
  }

  /// Says which of them are no files before any of them is read.
  private static func requireFiles(_ paths: [String]) throws(FoldError) {
    for path in paths where path != "-" {
      let found: FileStatus?
      // What cannot be looked at is read, and says why it cannot be.
      do { found = try FileStatus.of(path) } catch { continue }
      guard let found else { throw FoldError(.unreadable, "there is no file \(path)") }
      if found.isFolder {
        throw FoldError(.unreadable, "\(path) is a folder; name the files in it")
      }
    }
  }

  private static func skips(
    in paths: [String], _ order: Order, jobs: Int
  ) throws(FoldError) -> [Skip] {
    guard paths.allSatisfy(isPlainFile) else { return [] }
    let found = try readable { () throws(JournalError) in
      try SkipSearch.skips(in: Concatenated(paths: paths), jobs: jobs)
    }
    if found.isEmpty || order == .given { return found.map(\.skip) }
    // Positions are those of the lines as they are folded.
    return try readable { () throws(JournalError) in
      try SkipSearch.skips(in: MergedLines(paths: paths), jobs: jobs).map(\.skip)
    }
  }

  private static func merged(_ paths: [String]) throws(FoldError) -> MergedLines {
    try readable { () throws(JournalError) in try MergedLines(paths: paths) }
  }

  /// Whether a path leads to a file that can be read more than once.
  package static func isPlainFile(_ path: String) -> Bool {
    if path == "-" { return false }
    // What cannot be looked at is read, and says why it cannot be.
    return ((try? FileStatus.of(path)) ?? nil)?.isRegular ?? false
  }
}

extension Fold {
  /// Passes over what these skips say, each for its own projection. Before the first event.
  mutating func honour(_ skips: [Skip]) throws(FoldError) {
    core.skips = try core.registrations.map { registration throws(FoldError) in
      let identity = try registration.identity().identifier
      return SkippedPositions(skips.filter { $0.projection == identity }.map(\.position))
    }
  }

  /// Passes over what the log's own skips say, and knows what in it others said. Before the first
  /// event.
  ///
  /// - Throws: `unreadable`.
  package mutating func begin(on log: EventLog, jobs: Int) throws(FoldError) {
    let found = try readable { () throws(JournalError) in
      try SkipSearch.skips(in: log.read(), jobs: jobs)
    }
    let drained = DrainedRanges(log)
    core.isForeign = { drained.contains($0) }
    let id = ((try? log.readIdentity()) ?? nil)?.id
    try honour(
      found.filter { $0.speaks(of: id) && !drained.contains($0.position) }.map(\.skip))
  }
}
