import Analysis
import TLM

/// Runs as pictures.
struct RunCharts {
  private(set) var statistics = RunStatistics()
  private(set) var items = RunTallies.Items()
  private var agents: [Label: (counts: [Outcome: Int], items: RunTallies.Items)] = [:]
  private var jobs: [Label: Int] = [:]
  private var days: [Int64: [Outcome: Int]] = [:]
  /// Runs by how long they took, in powers of two of a millisecond.
  private var lengths: [Int: Int] = [:]

  private static let mostAgents = 15
  private static let mostJobs = 24
  private static let mostDays = 90
  private static let outcomes: [Outcome] = [
    .success, .failure, .partial, .timeout, .cancelled, .running, .unknown,
  ]
  private static let styles = outcomes.map { "s-\($0.rawValue)" }
  private static let words = outcomes.map(\.rawValue)

  /// The runs that meet a filter.
  ///
  /// - Throws: as `RunShelf.ask`.
  init(_ filter: RunFilter, of runs: RunShelf) throws {
    self = try runs.ask(filter) { table, rows in
      RunCharts(RunTallies(of: table, filter, among: rows), of: table)
    }
  }

  private init(_ tallies: RunTallies, of table: RunsTable) {
    for (number, agent) in tallies.agents.enumerated() where agent.hasRuns {
      add(agent, named: table.agent(UInt32(number)))
    }
    for (number, runs) in tallies.jobs.enumerated() where runs > 0 {
      jobs[number == 0 ? "(none)" : table.jobs.names[number], default: 0] += runs
    }
    days = tallies.days.mapValues(Self.shown)
    for (length, runs) in tallies.lengths.enumerated() where runs > 0 { lengths[length] = runs }
  }

  private mutating func add(_ agent: RunTallies.Agent, named name: String) {
    for status in Outcome.allCases {
      statistics.add(
        agent.counts[status.place], status, of: name, taking: agent.lengths[status.place])
    }
    items.add(agent.items)
    var known = agents[Label(name)] ?? (counts: [:], items: RunTallies.Items())
    known.counts.merge(Self.shown(agent.counts)) { $0 + $1 }
    known.items.add(agent.items)
    agents[Label(name)] = known
  }

  /// Counts by what pictures tell apart.
  private static func shown(_ counts: [Int]) -> [Outcome: Int] {
    var shown: [Outcome: Int] = [:]
    for status in Outcome.allCases where counts[status.place] > 0 {
      shown[outcomes.contains(status) ? status : .unknown, default: 0] += counts[status.place]
    }
    return shown
  }

  /// Those with the most runs first; of equals the one that sorts first.
  private var busiest: [(agent: Label, counts: [Outcome: Int], items: RunTallies.Items)] {
    agents.map { (agent: $0.key, counts: $0.value.counts, items: $0.value.items) }
      .sorted { left, right in
        let (one, other) = (Self.sum(left.counts), Self.sum(right.counts))
        return one == other ? left.agent < right.agent : one > other
      }
      .prefix(Self.mostAgents).map { $0 }
  }

  private static func sum(_ counts: [Outcome: Int]) -> Int { counts.values.reduce(0, +) }

  private static func parts(_ counts: [Outcome: Int]) -> [Double] {
    outcomes.map { Double(counts[$0] ?? 0) }
  }

  /// How the runs of each agent ended.
  var successByAgent: Figure {
    let rows = busiest.map { agent in
      let ended =
        Self.sum(agent.counts) - (agent.counts[.running] ?? 0)
        - (agent.counts[.unknown] ?? 0)
      let rate = ended > 0 ? Double(agent.counts[.success] ?? 0) / Double(ended) : nil
      return StackedBars.Row(
        name: agent.agent.text, parts: Self.parts(agent.counts),
        note: rate.map(Numbers.percent) ?? "–")
    }
    return StackedBars(styles: Self.styles, words: Self.words, rows: rows, isWhole: true)
      .figure("Success by agent", of: "agent")
  }

  /// Runs by the day on which they began, by this machine's clock.
  var activity: Figure {
    let last = days.keys.max() ?? 0
    let first = max(days.keys.min() ?? 0, last - Int64(Self.mostDays) + 1)
    let columns = (first...max(first, last)).map { day in
      Columns.Column(
        name: String(CivilDate(days: day).text.suffix(5)), parts: Self.parts(days[day] ?? [:]))
    }
    return Columns(styles: Self.styles, words: Self.words, columns: columns)
      .figure("Activity by day", of: "day")
  }

  /// What became of the items that agents dealt with.
  var itemsByAgent: Figure {
    let rows = busiest.filter { !$0.items.isNothing }
      .map { agent in
        StackedBars.Row(
          name: agent.agent.text,
          parts: [agent.items.succeeded, agent.items.failed, agent.items.skipped].map {
            Double($0)
          },
          note: Numbers.grouped(agent.items.discovered))
      }
    return StackedBars(
      styles: ["s-success", "s-failure", "s-skipped"], words: ["succeeded", "failed", "skipped"],
      rows: rows, isWhole: false
    ).figure("Items by agent", of: "agent")
  }

  /// How long runs took, each column up to twice as long as the one before.
  var durations: Figure {
    let (first, last) = (lengths.keys.min() ?? 0, lengths.keys.max() ?? 0)
    let columns = (first...last).map { bucket in
      let top = bucket == 0 ? 0.001 : Double(sign: .plus, exponent: bucket, significand: 1) / 1000
      return Columns.Column(
        name: "< " + Numbers.duration(top), parts: [Double(lengths[bucket] ?? 0)])
    }
    return Columns(styles: ["ink"], words: ["runs"], columns: lengths.isEmpty ? [] : columns)
      .figure("How long runs took", of: "took")
  }

  /// Which jobs there were, each as large as its share of the runs.
  var jobsFigure: Figure {
    let all = jobs.sorted { left, right in
      left.value == right.value ? left.key < right.key : left.value > right.value
    }
    var tiles = all.prefix(Self.mostJobs).map {
      Treemap.Tile(name: $0.key.text, size: Double($0.value))
    }
    let rest = all.dropFirst(Self.mostJobs).reduce(0) { $0 + $1.value }
    if rest > 0 { tiles.append(Treemap.Tile(name: "others", size: Double(rest))) }
    return Treemap(tiles: tiles).figure("Jobs", of: "job")
  }
}
