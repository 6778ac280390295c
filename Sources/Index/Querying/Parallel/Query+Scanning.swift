import Events
import Folding
package import Journal

extension Query {
  /// Shows the events that meet the query to copies of a looker, on several threads where many are to
  /// be read, and hands on what they find in the order of the query.
  ///
  /// Lines of which an index names few are read one by one; of many, blocks in which one is, and of
  /// these only the lines that may be wanted.
  ///
  /// - Parameters:
  ///   - session: has the log open, and its index where it was looked into before.
  ///   - withWaiting: whether what waits in sources is read after the log's own lines.
  ///   - jobs: how many threads take part.
  ///   - looker: what each thread begins with.
  ///   - progress: told how many bytes of the log are indexed, and how many there are.
  ///   - take: gets what was found, on this thread; false is enough.
  /// - Returns: how the events were found, and every copy of the looker as it ended.
  /// - Throws: as `run`, and whatever `take` throws.
  package func scan<Looker: EventLooker>(
    in session: LogSession, over log: EventLog, withWaiting: Bool, jobs: Int, _ looker: Looker,
    progress: (_ done: Int64, _ of: Int64) -> Void = { _, _ in },
    _ take: (Looker.Found) throws -> Bool
  ) throws -> (Query.Explanation, [Looker]) {
    var run = try QueryRun(self, over: log, in: session)
    var first = looker
    var lookers: [Looker] = []
    var isWanted = !run.isFull
    func lend(_ event: borrowing Event) throws -> Bool {
      first.look(at: event)
      return try take(first.takeFound())
    }
    if isWanted && withWaiting && newestFirst { isWanted = try run.scanWaiting(lend) }
    if isWanted {
      let look = run.lookIntoIndex(progress)
      let isOfOthers = run.choice.map { !$0.hasOwn } ?? false
      if newestFirst || limit != nil || run.isShort || isOfOthers || run.hasFewCandidates(look) {
        isWanted = try run.readLog(look, lend)
      } else {
        let jobs = run.asksOrigins ? 1 : jobs
        (lookers, isWanted) = try run.scanInParallel(look, jobs, looker, take)
      }
    }
    if isWanted && withWaiting && !newestFirst { _ = try run.scanWaiting(lend) }
    if let damage = session.takeDamage() { run.explanation.note(damage: damage) }
    return (run.explanation, lookers + [first])
  }
}

extension QueryRun {
  /// Candidates up to which each is read by itself.
  private static let fewCandidates = 2048

  var isShort: Bool {
    range.upperBound.rawValue - range.lowerBound.rawValue < query.parallelFrom
  }

  /// Whether the index names so few lines that they are best read one by one.
  func hasFewCandidates(_ look: IndexLook) -> Bool {
    guard let snapshot = look.snapshot else { return false }
    let known = range.lowerBound..<max(range.lowerBound, min(snapshot.through, range.upperBound))
    if query.parallelFrom == 0 { return false }
    // An index that fails is told of where it is used.
    guard var named = (try? NamedLines(query, in: known, of: snapshot)) ?? nil else { return false }
    let (positions, failure) = named.next(Self.fewCandidates)
    return failure == nil && positions.count < Self.fewCandidates
  }

  /// Reads the log on several threads. False where `take` has enough.
  mutating func scanInParallel<Looker: EventLooker>(
    _ look: IndexLook, _ jobs: Int, _ looker: Looker, _ take: (Looker.Found) throws -> Bool
  ) throws -> (lookers: [Looker], isWanted: Bool) {
    note(look)
    // Only the first lines of a part of the log can lack a time that somebody has to look for.
    let time =
      range.lowerBound > bounds.lowerBound
      ? try times.time(before: range.lowerBound, &explanation) : nil
    let window = Fold.Bounds(since: query.filter.since, until: query.filter.until)
    guard let snapshot = look.snapshot else {
      let lines = try log.read(from: range.lowerBound, to: range.upperBound)
      return try scan(lines, isByKeys: false, after: time, jobs, looker, take)
    }
    var keys: [IndexKey]?
    do throws(ViewsError) { keys = try snapshot.keys(for: query.filter) } catch { degrade(error) }
    let lines = try GatheredLines(
      snapshot, keys: keys, within: window, from: range.lowerBound, to: range.upperBound)
    return try scan(lines, isByKeys: keys != nil, after: time, jobs, looker, take)
  }

  private mutating func scan<Source: LineSource & ~Copyable, Looker: EventLooker>(
    _ lines: consuming Source, isByKeys: Bool, after time: Timestamp?, _ jobs: Int,
    _ looker: Looker,
    _ take: (Looker.Found) throws -> Bool
  ) throws -> (lookers: [Looker], isWanted: Bool) {
    var told = explanation
    let (lookers, isEnded) = try ParallelScan.run(
      looker, judge, over: lines, after: time, jobs: jobs
    ) { findings in
      told.add(findings, isByKeys: isByKeys)
      return try take(findings.found)
    }
    explanation = told
    return (lookers, !isEnded)
  }
}

extension Query.Explanation {
  mutating func add<Found>(_ findings: BatchFindings<Found>, isByKeys: Bool) {
    examined += findings.examined
    matched += findings.matched
    untimely += findings.untimely
    bytes += findings.bytes
    guard findings.isPicked else { return }
    if isByKeys {
      candidates = (candidates ?? 0) + findings.examined
    } else if findings.examined == 0 {
      bytesSkipped += findings.length
    }
  }
}
