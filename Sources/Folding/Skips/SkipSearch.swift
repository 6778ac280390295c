package import Events
package import Journal
import Lines
import Synchronization
import SystemCalls

/// Looks for `tlm.skip` events before a log is folded: a skip stands behind the event that it
/// passes over, and a fold that met the event first would die of it.
package enum SkipSearch {
  /// Every skip that the lines hold, spelled plainly as tlm writes it, in the order of the log.
  ///
  /// Only lines that hold the name are parsed: looking costs a fraction of folding.
  package static func skips<Source: LineSource & ~Copyable>(
    in source: consuming Source, jobs: Int = 1
  ) throws(JournalError) -> [FoundSkip] {
    let search = Search(source)
    onThreads(jobs) { search.work() }
    return try search.result()
  }

  /// The skips of one chunk.
  package static func skips(in chunk: LineChunk) -> [FoundSkip] {
    // The name occurs, as an event's or otherwise. A point is rare enough to be looked for alone.
    guard ByteSearch.contains(pattern, in: chunk.bytes) else { return [] }
    let name = Event.Name(Skip.eventName)
    let batch = LineParser().parse(chunk)
    var skips: [FoundSkip] = []
    for index in 0..<batch.count where batch.nameID(at: index) == name {
      if let skip = FoundSkip(batch.event(at: index)) { skips.append(skip) }
    }
    return skips
  }

  private static let pattern = Array(".skip".utf8)

  /// Several threads that each take the next chunk and look into it.
  private final class Search<Source: LineSource & ~Copyable>: Sendable {
    private let source: Mutex<Source>
    private let found = Mutex<(skips: [FoundSkip], failure: JournalError?)>(([], nil))

    init(_ source: consuming Source) { self.source = Mutex(source) }

    func work() {
      while let chunk = next() {
        let skips = SkipSearch.skips(in: chunk)
        if skips.isEmpty { continue }
        found.withLock { found in found.skips += skips }
      }
    }

    func result() throws(JournalError) -> [FoundSkip] {
      let (skips, failure) = found.withLock { $0 }
      if let failure { throw failure }
      return skips.sorted { $0.position < $1.position }
    }

    private func next() -> LineChunk? {
      source.withLock { source in
        do throws(JournalError) { return try source.next() } catch {
          found.withLock { $0.failure = error }
          return nil
        }
      }
    }
  }
}
