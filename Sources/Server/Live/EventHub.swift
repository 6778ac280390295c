package import Journal
import Lines
import SystemCalls
import TLM

/// Follows the log once for everybody who listens: each line is read and parsed once, however many there
/// are, and an event is written as JSON once.
package final class EventHub: Sendable {
  private struct State {
    var listeners: [ObjectIdentifier: EventListener] = [:]
    /// Up to where all that listen were given everything; nil where nobody reads.
    var position: Position?
    var isRunning = false
  }

  private let log: EventLog
  private let threads: WorkThreads
  private let state = Guarded(State())

  package init(_ log: EventLog, on threads: WorkThreads) {
    (self.log, self.threads) = (log, threads)
  }

  /// How often clients are told that nothing came, and from where on to ask again.
  package static let heartbeat = Duration.seconds(15)

  /// Has a listener get everything from a position on.
  ///
  /// - Returns: nil, or up to where it has to read by itself before it comes again.
  func join(_ listener: EventListener, at position: Position) throws -> Position? {
    let end = try log.bounds().upperBound
    let (missing, starts): (Position?, Bool) = state.withLock { state in
      if let now = state.position {
        guard now == position else { return (now, false) }
      } else {
        guard position >= end else { return (end, false) }
        state.position = position
      }
      _ = listener.give([], through: position)
      state.listeners[ObjectIdentifier(listener)] = listener
      defer { state.isRunning = true }
      return (nil, !state.isRunning)
    }
    if starts { Task(executorPreference: threads) { await self.run() } }
    return missing
  }

  func leave(_ listener: EventListener) {
    state.withLock { _ = $0.listeners.removeValue(forKey: ObjectIdentifier(listener)) }
    // What is followed for nobody ends at its next look.
  }

  /// Follows as long as somebody listens.
  private func run() async {
    while let position = begin() {
      do { try await follow(from: position) } catch { end(.replaced) }
    }
  }

  /// Where to go on; nil where nobody listens any more.
  private func begin() -> Position? {
    state.withLock { state in
      guard let position = state.position, !state.listeners.isEmpty else {
        state.position = nil
        state.isRunning = false
        return nil
      }
      return position
    }
  }

  private func follow(from start: Position) async throws {
    let follower = try LogFollower(log, draining: false)
    var lines = try FollowedLines(log, from: start, follower)
    var parser = TimedParser()
    let clock = ContinuousClock()
    var beat = clock.now + Self.heartbeat
    while hasListeners {
      let chunk: Found? = try await follower.next(
        by: { beat }, whileGone: { clock.now >= beat ? .nothing : nil }
      ) {
        if follower.generation != lines.generation { return .otherStore }
        if let chunk = try lines.next() { return .lines(chunk) }
        return clock.now >= beat ? .nothing : nil
      }
      switch chunk {
      case .lines(let chunk)?: give(parser.parse(chunk), through: lines.position)
      case .nothing?:
        beat = clock.now + Self.heartbeat
        give(lines.position)
      case .otherStore?: return end(.replaced)
      case nil: return end(.ended)
      }
    }
  }

  private enum Found: Sendable {
    case lines(LineChunk)
    case nothing
    case otherStore
  }

  private var hasListeners: Bool { state.withLock { !$0.listeners.isEmpty } }

  private func end(_ part: EventListener.Part) {
    let listeners = state.withLock { state in
      defer { (state.listeners, state.position) = ([:], nil) }
      return Array(state.listeners.values)
    }
    listeners.forEach { $0.end(part) }
  }

  /// Tells that nothing came.
  private func give(_ position: Position) {
    tell(through: position) { _ in EventStreamText.heartbeat(position) }
  }

  private func give(_ batch: LineBatch, through position: Position) {
    var texts: [Int: [UInt8]] = [:]
    tell(through: position) { listener in
      var bytes: [UInt8] = []
      for index in 0..<batch.count where listener.filter.matches(batch.event(at: index)) {
        if texts[index] == nil { texts[index] = EventStreamText.event(batch.event(at: index)) }
        bytes += texts[index] ?? []
        if bytes.count > EventListener.room { break }
      }
      return bytes
    }
  }

  /// Gives every listener its part, and lets those go that are too slow for it. Who comes meanwhile comes
  /// before it or after it.
  private func tell(through position: Position, _ part: (EventListener) -> [UInt8]) {
    state.withLock { state in
      for (id, listener) in state.listeners where !listener.give(part(listener), through: position)
      {
        state.listeners[id] = nil
      }
      state.position = position
    }
  }
}
