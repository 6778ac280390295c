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
  ) throws(JournalError) -> [Skip] {
    let search = Search(source)
    onThreads(jobs) { search.work() }
    return try search.result()
  }

  /// The skips of one chunk.
  package static func skips(in chunk: LineChunk) -> [Skip] {
    guard holdsName(chunk.bytes) else { return [] }
    let name = Event.Name(Skip.eventName)
    let batch = LineParser().parse(chunk)
    var skips: [Skip] = []
    for index in 0..<batch.count where batch.nameID(at: index) == name {
      if let skip = Skip(batch.event(at: index)) { skips.append(skip) }
    }
    return skips
  }

  /// Whether the name occurs anywhere, as an event's or otherwise.
  private static func holdsName(_ bytes: Span<UInt8>) -> Bool {
    // A point is rare enough to be looked for alone.
    ByteSearch.contains(Array(".skip".utf8), in: bytes)
  }

  /// Several threads that each take the next chunk and look into it.
  private final class Search<Source: LineSource & ~Copyable>: Sendable {
    private let source: Mutex<Source>
    private let found = Mutex<(skips: [(Position, Skip)], failure: JournalError?)>(([], nil))

    init(_ source: consuming Source) { self.source = Mutex(source) }

    func work() {
      while let chunk = next() {
        let skips = SkipSearch.skips(in: chunk)
        if skips.isEmpty { continue }
        found.withLock { found in found.skips += skips.map { (chunk.position, $0) } }
      }
    }

    func result() throws(JournalError) -> [Skip] {
      let (skips, failure) = found.withLock { $0 }
      if let failure { throw failure }
      return skips.sorted { $0.0 < $1.0 }.map(\.1)
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

/// The skips that a fold meets on its way: those that nobody could look for beforehand.
package struct SkipWatch: Projection {
  package init() {}

  package static let name = "tlm.skips"
  package static let version = 1

  package struct State: Codable, Sendable, Equatable {
    package var skips: [Met] = []
  }

  package struct Met: Codable, Sendable, Equatable {
    package let projection: String
    package let position: Position
  }

  package var initial: State { State() }

  package var body: Handlers<State> {
    On(Skip.eventName) { event, state in
      guard let skip = Skip(event) else { return }
      state.skips.append(Met(projection: skip.projection.rawValue, position: skip.position))
    }
  }
}
