import Events
import Journal
import SystemCalls
import TLM

/// A projection that wants few events: DuckDB answers the equal query beside it.
struct PhaseSums: Projection {
  static let name = "phase-sums"
  static let version = 1

  struct State: Codable, Sendable, Equatable {
    var phases: [Label: Distribution] = [:]
  }

  var initial: State { State() }

  var body: Handlers<State> {
    On("issue_phase") { event, state in
      guard let phase = event.phase, let duration = event.duration else { return }
      state.phases[Label(phase), default: Distribution()].record(duration)
    }
  }
}

/// Replays of a whole store inside this process, from zero: with the index or without it.
enum Stored {
  static func run(_ options: Options) throws {
    let store = try open(options)
    let names = options.text("projections").split(separator: ",")
    let known: [any Projection.Type] = builtInProjections + [PhaseSums.self]
    let projections = names.map { name in
      guard let type = known.first(where: { $0.name == name }) else { fatalError("no \(name)") }
      return type.init() as any Projection
    }
    var replaying = Replay.Options()
    replaying.jobs = options.number("jobs", default: 2)
    replaying.usesIndex = options.number("index", default: 1) == 1
    replaying.usesCheckpoints = options.number("checkpoints") == 1
    var elapsed: [String] = []
    var events = 0
    for _ in 0..<options.number("runs", default: 1) {
      let before = monotonicNow()
      events = try store.replay(projections, options: replaying).replays[0].events
      elapsed.append("\(Double(monotonicNow() - before) / 1e9)")
    }
    print("{\"events\":\(events),\"elapsed_s\":[\(elapsed.joined(separator: ","))]}")
  }

  static func open(_ options: Options) throws -> Store {
    try Store.open(at: StoreLocation(path: options.text("store"), reason: .option))
  }
}
