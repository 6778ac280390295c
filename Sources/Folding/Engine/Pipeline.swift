import Events
package import Journal
package import Lines
import Synchronization
import SystemCalls

/// Several threads that read, parse and fold one log: chunks are read and parsed by whoever is
/// free, batches are folded one at a time in the order of the log, and what comes of them may go
/// through further stages, each of them likewise one at a time and in order, while the stages before
/// are at the next batches.
///
/// A thread never sleeps while there is something to do, unless the batches that are on their way
/// are too many, which bounds memory.
package final class Pipeline<
  Source: LineSource & ~Copyable, Core: BatchTaking, Stage: YieldTaking
>: Sendable where Core.Yield == Stage.Yield {
  private let source: Mutex<Source>
  private let core: Mutex<Core>
  /// Each at work on another batch.
  private let stages: [Monitor<Stage>]
  private let works: Monitor<Works<Core.Yield>>

  private init(_ core: Core, _ stages: [Stage], over source: consuming Source, jobs: Int) {
    self.core = Mutex(core)
    self.stages = stages.map { Monitor($0) }
    self.source = Mutex(source)
    works = Monitor(Works(limit: jobs * 4, stages: stages.count))
  }

  /// Shows `core` every batch of `source`, and each of the stages in turn what comes of it, in the
  /// order of the log.
  ///
  /// - Throws: `unreadable` when the source fails, after all that was read before; and what the
  ///   core throws, which ends it.
  package static func run(
    _ core: inout Core, then stages: inout [Stage], over source: consuming Source, jobs: Int
  ) throws(FoldError) {
    let pipeline = Pipeline(core, stages, over: source, jobs: jobs)
    onThreads(jobs) { pipeline.work() }
    core = pipeline.core.withLock { $0 }
    stages = pipeline.stages.map { stage in stage.change { $0 } }
    if let failure = pipeline.works.wait(for: { .some($0.failure) }) { throw failure }
  }

  /// What one thread does until the log ends or the fold fails.
  private func work() {
    let parser = LineParser()
    while let work = works.wait(for: { $0.next() }) {
      switch work {
      case .read:
        guard let (ticket, promise) = read() else { continue }
        do throws(JournalError) {
          let batch = parser.parse(try promise.chunk())
          works.change { $0.parsed(batch, ticket) }
        } catch {
          let failure = Fold.unreadable(error)
          works.change { $0.fail(failure, at: ticket) }
        }
      case .fold(let batch): fold(batch)
      case .stage(let number, var yield):
        stages[number].change { $0.take(&yield) }
        works.change { $0.passed(yield, number) }
      }
    }
  }

  /// The next chunk with its number in the order of the log.
  private func read() -> (ticket: Int, promise: PromisedChunk)? {
    source.withLock { source in
      do throws(JournalError) {
        guard let promise = try source.nextPromise() else {
          works.change { $0.isAtEnd = true }
          return nil
        }
        return (works.change { $0.nextTicket() }, promise)
      } catch {
        let failure = Fold.unreadable(error)
        works.change { $0.fail(failure) }
        return nil
      }
    }
  }

  private func fold(_ batch: LineBatch) {
    let (yield, failure, isAtBound) = core.withLock { core -> (Core.Yield?, FoldError?, Bool) in
      do throws(FoldError) {
        return (try core.take(batch), nil, core.isAtBound)
      } catch {
        return (nil, error, false)
      }
    }
    works.change { works in
      if let failure { works.fail(failure) }
      // What was read beyond a bound is thrown away, however many threads read ahead.
      if isAtBound { works.isAtEnd = true }
      works.folded(yield)
    }
  }
}

extension Pipeline where Source: ~Copyable, Stage == NoStage {
  /// The same for a core behind which there are no stages.
  package static func run(
    _ core: inout Core, over source: consuming Source, jobs: Int
  ) throws(FoldError) {
    var none: [NoStage] = []
    try run(&core, then: &none, over: source, jobs: jobs)
  }
}

/// What takes the batches of a log in, one after the other.
package protocol BatchTaking: Sendable {
  /// What comes of a batch.
  associatedtype Yield: Sendable = Never

  /// Whether it wants no more of them.
  var isAtBound: Bool { get }

  /// Takes the next batch, whose times are not resolved.
  ///
  /// - Returns: what goes on to the stages behind, if anything.
  mutating func take(_ batch: LineBatch) throws(FoldError) -> Yield?
}

/// What takes in what came of the batches, one after the other.
package protocol YieldTaking: Sendable {
  associatedtype Yield: Sendable

  /// - Parameter yield: goes on to the next stage.
  mutating func take(_ yield: inout Yield)
}

/// What stands behind a core that yields nothing.
package struct NoStage: YieldTaking {
  package func take(_ yield: inout Never) {}
}

/// What there is to do. In the core and in each stage at most one thread is at work at a time, and
/// it goes in the order of tickets.
private struct Works<Yield: Sendable>: Sendable {
  /// What a thread can do next.
  enum Work {
    /// The next chunk is to be read and parsed.
    case read
    case fold(LineBatch)
    case stage(Int, Yield)
  }

  /// Chunks that may be on their way between being read and being done with.
  let limit: Int
  var isAtEnd = false
  private(set) var failure: FoldError?
  private var read = 0
  /// The first chunk that could not be read: neither it nor any behind it is folded.
  private var stop: Int?
  private var folded = 0
  private var done = 0
  private var batches: [Int: LineBatch] = [:]
  /// What waits for each stage, and whether a thread is there.
  private var yields: [[Yield]]
  private var isBusy: [Bool]
  private var isFolding = false

  init(limit: Int, stages: Int) {
    self.limit = limit
    yields = Array(repeating: [], count: stages)
    isBusy = Array(repeating: false, count: stages)
  }

  /// What a thread is to do: what is nearest to its end first. Nil where it has to wait; `.some(nil)`
  /// where there is nothing left to come.
  mutating func next() -> Work?? {
    for stage in yields.indices.reversed() where !isBusy[stage] && !yields[stage].isEmpty {
      isBusy[stage] = true
      return .stage(stage, yields[stage].removeFirst())
    }
    if !isFolding, failure?.code != .handlerFailed, folded < stop ?? .max,
      let batch = batches.removeValue(forKey: folded)
    {
      isFolding = true
      return .fold(batch)
    }
    if isAtEnd || failure != nil {
      return done == min(read, stop ?? read) || failure?.code == .handlerFailed ? .some(nil) : nil
    }
    return read - done < limit ? .read : nil
  }

  mutating func nextTicket() -> Int {
    defer { read += 1 }
    return read
  }

  mutating func parsed(_ batch: LineBatch, _ ticket: Int) { batches[ticket] = batch }

  mutating func folded(_ yield: Yield?) {
    isFolding = false
    folded += 1
    goOn(yield, to: 0)
  }

  /// A stage is done with what came of a batch.
  mutating func passed(_ yield: Yield, _ stage: Int) {
    isBusy[stage] = false
    goOn(yield, to: stage + 1)
  }

  private mutating func goOn(_ yield: Yield?, to stage: Int) {
    if let yield, stage < yields.count { yields[stage].append(yield) } else { done += 1 }
  }

  /// Remembers why to stop. What was read before the log became unreadable is still folded, as
  /// one thread would have done it; a handler that fails there comes first.
  ///
  /// - Parameter ticket: the number of the chunk that cannot be read, where it has one.
  mutating func fail(_ error: FoldError, at ticket: Int? = nil) {
    if let ticket { stop = min(stop ?? ticket, ticket) }
    if failure == nil || error.code == .handlerFailed { failure = error }
  }
}
