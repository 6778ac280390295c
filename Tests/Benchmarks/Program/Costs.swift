import Events
import Journal
import Lines
import Projections
import SystemCalls
import Folding

/// What one event costs at each step of a replay, on one thread, chunk by chunk as a replay goes,
/// so that each step finds its input where the step before it left it: in the cache.
enum Costs {
  static func run(_ options: Options) throws {
    let folds: [(name: String, types: [any Projection.Type])] = [
      ("dispatch", [Silent.self]),
      ("dispatch_unwanted", [Uninterested.self]),
      ("dispatch_5", Array(repeating: Silent.self, count: 5)),
      ("event-counts", [EventCounts.self]),
      ("phase-timing", [PhaseTiming.self]),
      ("tool-usage", [ToolUsage.self]),
      ("velocity", [Velocity.self]),
    ]
    var parts: [String] = []
    for (name, types) in folds {
      var rounds: [Round] = []
      for _ in 0..<options.number("runs", default: 1) {
        rounds.append(try Round(options.text("file"), types))
      }
      parts.append("\"\(name)\":[\(rounds.map(\.json).joined(separator: ","))]")
    }
    print("{\(parts.joined(separator: ","))}")
  }
}

/// Nanoseconds of one pass over a file, by step.
private struct Round {
  var read: Int64 = 0
  var parse: Int64 = 0
  var fold: Int64 = 0
  var events = 0

  init(_ path: String, _ types: [any Projection.Type]) throws {
    var source = try FileLines(path: path)
    let parser = LineParser()
    var fold = Fold()
    for type in types { fold.add(type: type) }
    var last = monotonicNow()
    func lap() -> Int64 {
      let now = monotonicNow()
      defer { last = now }
      return now - last
    }
    while let chunk = try source.next() {
      read += lap()
      let batch = parser.parse(chunk)
      parse += lap()
      try fold.take(batch)
      self.fold += lap()
      events += batch.count
    }
  }

  var json: String {
    let parts = [("read", read), ("parse", parse), ("fold", self.fold)].map { name, total in
      "\"\(name)\":\(Double(total) / Double(max(1, events)))"
    }
    return "{\(parts.joined(separator: ",")),\"events\":\(events)}"
  }
}

/// Sees every event and does nothing: the cost of being asked.
private struct Silent: Projection {
  static let name = "silent"
  static let version = 1
  struct State: Codable, Sendable, Equatable {}
  var initial: State { State() }
  var body: Handlers<State> { OnAny { _, _ in } }
}

/// Wants a name that no event has: the cost of not being asked.
private struct Uninterested: Projection {
  static let name = "uninterested"
  static let version = 1
  struct State: Codable, Sendable, Equatable {}
  var initial: State { State() }
  var body: Handlers<State> { On("never") { _, _ in } }
}
