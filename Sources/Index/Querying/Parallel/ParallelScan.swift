import Events
import Journal
import Lines
import Synchronization
import SystemCalls

/// Several threads that read and parse one log and look at its events: each batch wherever a thread
/// is free, once the times of its untimed events are known, which the batch before it tells. What is
/// found goes, in the order of the log, to the thread that began.
final class ParallelScan<Source: LineSource & ~Copyable, Looker: EventLooker>: Sendable {
  typealias Findings = BatchFindings<Looker.Found>

  private let source: Mutex<Source>
  private let works: Monitor<Works<Looker.Found>>
  private let lookers = Mutex<[Looker]>([])
  private let judge: QueryJudge
  private let looker: Looker
  /// Whether anybody asks for the times of events.
  private let readsTimes: Bool

  private init(
    _ looker: Looker, _ judge: QueryJudge, over source: consuming Source, after time: Timestamp?,
    jobs: Int
  ) {
    self.looker = looker
    self.judge = judge
    readsTimes = looker.asksForTime || judge.asksForTime
    self.source = Mutex(source)
    works = Monitor(Works(limit: max(1, jobs) * 4, lastTime: time))
  }

  /// Shows each thread's copy of a looker the events of `source` that meet a query.
  ///
  /// - Parameters:
  ///   - time: what an untimed line takes that comes first.
  ///   - jobs: how many threads take part, this one included.
  ///   - take: gets, on this thread, what came of each batch, in order; false ends it.
  /// - Returns: the copies, when all is done; and whether `take` ended it.
  /// - Throws: `JournalError` where the source fails, after all that was read before; and what
  ///   `take` throws.
  static func run(
    _ looker: Looker, _ judge: QueryJudge, over source: consuming Source, after time: Timestamp?,
    jobs: Int, _ take: (Findings) throws -> Bool
  ) throws -> (lookers: [Looker], isEnded: Bool) {
    let scan = ParallelScan(looker, judge, over: source, after: time, jobs: jobs)
    let isEnded = try onThreads(jobs - 1, beside: { () throws(any Error) in try scan.lead(take) }) {
      scan.work()
    }
    if let failure = scan.works.wait(for: { .some($0.failure) }) { throw failure }
    return (scan.lookers.withLock { $0 }, isEnded)
  }

  /// What a thread does that is not the first.
  private func work() {
    var looker = looker
    let parser = LineParser()
    while let work = works.wait(for: { $0.next(takes: false) }) { perform(work, &looker, parser) }
    lookers.withLock { $0.append(looker) }
  }

  /// What the first thread does: the same, and it takes what was found. True where that ended it.
  private func lead(_ take: (Findings) throws -> Bool) throws -> Bool {
    // However this ends, the others do, too.
    defer { works.change { $0.isStopped = true } }
    var looker = looker
    let parser = LineParser()
    while let work = works.wait(for: { $0.next(takes: true) }) {
      guard case .take(let findings) = work else {
        perform(work, &looker, parser)
        continue
      }
      if try !take(findings) { return true }
      works.change { $0.taken += 1 }
    }
    lookers.withLock { $0.append(looker) }
    return false
  }

  private func perform(
    _ work: Works<Looker.Found>.Work, _ looker: inout Looker, _ parser: LineParser
  ) {
    switch work {
    case .read: read(parser)
    case .look(let batch, let ticket):
      let findings = findings(in: batch, &looker)
      works.change { $0.found[ticket] = findings }
    case .take: break
    }
  }

  /// Reads the next chunk and parses it.
  private func read(_ parser: LineParser) {
    let next = source.withLock { source -> (ticket: Int, promise: PromisedChunk)? in
      do throws(JournalError) {
        guard let promise = try source.nextPromise() else {
          works.change { $0.isAtEnd = true }
          return nil
        }
        return (works.change { $0.nextTicket() }, promise)
      } catch {
        works.change { $0.fail(error) }
        return nil
      }
    }
    guard let (ticket, promise) = next else { return }
    do throws(JournalError) {
      let batch = parser.parse(try promise.chunk(), readingTimes: readsTimes)
      works.change { $0.parsed(batch, ticket) }
    } catch {
      works.change { $0.fail(error, at: ticket) }
    }
  }

  private func findings(in batch: LineBatch, _ looker: inout Looker) -> Findings {
    var (matched, untimely) = (0, 0)
    for index in 0..<batch.count {
      let event = batch.event(at: index)
      switch judge.verdict(on: event) {
      case .met:
        matched += 1
        looker.look(at: event)
      case .untimely: untimely += 1
      case .unmet: break
      }
    }
    let stretch = batch.chunk.gathering?.stretch
    return Findings(
      found: looker.takeFound(), examined: batch.count, matched: matched, untimely: untimely,
      bytes: Int64(batch.chunk.count),
      length: stretch.map { $0.upperBound.rawValue - $0.lowerBound.rawValue }
        ?? Int64(batch.chunk.count),
      isPicked: stretch != nil)
  }
}

/// What there is to do, and how far it is done.
private struct Works<Found: Sendable>: Sendable {
  enum Work {
    /// The next chunk is to be read and parsed.
    case read
    case look(LineBatch, ticket: Int)
    case take(BatchFindings<Found>)
  }

  /// Chunks that may be on their way between being read and being taken.
  let limit: Int
  var lastTime: Timestamp?
  var isAtEnd = false
  /// Whether nobody wants more.
  var isStopped = false
  private(set) var failure: JournalError?
  var found: [Int: BatchFindings<Found>] = [:]
  var taken = 0
  private var read = 0
  /// The first chunk that could not be read: neither it nor any behind it is looked at.
  private var stop: Int?
  private var resolved = 0
  private var batches: [Int: LineBatch] = [:]
  private var ready: [(batch: LineBatch, ticket: Int)] = []

  init(limit: Int, lastTime: Timestamp?) {
    self.limit = limit
    self.lastTime = lastTime
  }

  /// What a thread is to do: what is nearest to its end first. Nil where it has to wait; `.some(nil)`
  /// where there is nothing left to come.
  mutating func next(takes: Bool) -> Work?? {
    if isStopped { return .some(nil) }
    // What a reading that failed once and then went on has found behind its failure is left.
    if takes, taken < stop ?? .max, let findings = found.removeValue(forKey: taken) {
      return .take(findings)
    }
    if !ready.isEmpty {
      let next = ready.removeFirst()
      return .look(next.batch, ticket: next.ticket)
    }
    if isAtEnd || failure != nil {
      return (takes ? taken : resolved) >= stop ?? read ? .some(nil) : nil
    }
    return read - taken < limit ? .read : nil
  }

  mutating func nextTicket() -> Int {
    defer { read += 1 }
    return read
  }

  /// A batch is there; with the time of the one before it, its own are known.
  mutating func parsed(_ batch: LineBatch, _ ticket: Int) {
    batches[ticket] = batch
    while let batch = batches.removeValue(forKey: resolved) {
      lastTime = batch.resolveTimes(from: lastTime)
      ready.append((batch, resolved))
      resolved += 1
    }
  }

  mutating func fail(_ error: JournalError, at ticket: Int? = nil) {
    stop = min(stop ?? read, ticket ?? read)
    if failure == nil { failure = error }
  }
}
