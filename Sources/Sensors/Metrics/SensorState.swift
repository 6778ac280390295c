package import Events

/// What all sensors have seen so far: the state of the projection `sensor-metrics`.
public struct SensorState: Codable, Sendable, Equatable {
  package var gauges: [GaugeReadings]
  package var counters: [EventTally]
  package var rates: [ShareTally]
  package var histograms: [ValueHistogram]
  package var words: [LatestWords]
  package var calls = CountedCalls()
  package var active = ActiveStates()
  package var agents = AgentRecord()
  package var mode: ModeRecord
  /// The clock of the events that some sensor reads.
  package var clock = LogClock()
}

extension SensorState {
  /// Calls of agents that began in the last minute at a time.
  package func agentCalls(inMinuteTo time: Timestamp) -> Int {
    agents.calls?.windows.sum(60, at: time, SensorHorizon(seconds: SensorHorizon.hour))?.total.all
      ?? 0
  }
}

/// What goes on, of each sensor that counts that, by its place.
package struct ActiveStates: Sendable {
  /// Those behind the last one that saw anything may be missing.
  private var states: [ActiveTasks] = []

  package init() {}

  subscript(place: Int) -> ActiveTasks {
    get { states.indices.contains(place) ? states[place] : ActiveTasks() }
    _modify {
      while states.count <= place { states.append(ActiveTasks()) }
      yield &states[place]
    }
  }

  /// Without those at the end that saw nothing.
  private var known: ArraySlice<ActiveTasks> {
    let last = states.lastIndex { $0 != ActiveTasks() }
    return states[..<(last.map { $0 + 1 } ?? 0)]
  }
}

extension ActiveStates: Equatable {
  package static func == (left: ActiveStates, right: ActiveStates) -> Bool {
    left.known == right.known
  }
}

extension SensorState {
  /// The first of what goes on stands under a name of its own, as it did before there were others.
  private enum CodingKeys: CodingKey {
    case gauges, counters, rates, histograms, words, calls, tasks, mode, clock, otherTasks, agents
  }

  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    gauges = try values.decode([GaugeReadings].self, forKey: .gauges)
    counters = try values.decode([EventTally].self, forKey: .counters)
    rates = try values.decode([ShareTally].self, forKey: .rates)
    histograms = try values.decode([ValueHistogram].self, forKey: .histograms)
    words = try values.decode([LatestWords].self, forKey: .words)
    calls = try values.decode(CountedCalls.self, forKey: .calls)
    active = ActiveStates(
      try values.decode(ActiveTasks.self, forKey: .tasks),
      try values.decodeIfPresent([ActiveTasks].self, forKey: .otherTasks) ?? [])
    mode = try values.decode(ModeRecord.self, forKey: .mode)
    clock = try values.decode(LogClock.self, forKey: .clock)
    agents = try values.decodeIfPresent(AgentRecord.self, forKey: .agents) ?? AgentRecord()
  }

  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(gauges, forKey: .gauges)
    try values.encode(counters, forKey: .counters)
    try values.encode(rates, forKey: .rates)
    try values.encode(histograms, forKey: .histograms)
    try values.encode(words, forKey: .words)
    try values.encode(calls, forKey: .calls)
    try values.encode(active[0], forKey: .tasks)
    try values.encode(mode, forKey: .mode)
    try values.encode(clock, forKey: .clock)
    if !active.others.isEmpty { try values.encode(active.others, forKey: .otherTasks) }
    if agents != AgentRecord() { try values.encode(agents, forKey: .agents) }
  }
}

extension ActiveStates {
  fileprivate init(_ first: ActiveTasks, _ others: [ActiveTasks]) { states = [first] + others }

  fileprivate var others: [ActiveTasks] { Array(known.dropFirst()) }
}
