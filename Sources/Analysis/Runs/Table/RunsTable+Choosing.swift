package import TLM

extension RunsTable {
  /// A page of the runs that meet a filter, those recorded last first, and how many meet it.
  ///
  /// - Parameters:
  ///   - rows: those whose fields meet it, where it asks for fields.
  ///   - countsAll: whether to go on behind the page; without it the count is of no use.
  package func page(
    _ filter: RunFilter, among rows: RunSet? = nil, offset: Int, limit: Int, countsAll: Bool
  ) -> (numbers: [Int], total: Int) {
    if filter == RunFilter() {
      let page = order.dropLast(min(offset, order.count)).suffix(limit)
      return (page.reversed().map { Int($0) }, order.count)
    }
    var (page, total) = ([Int](), 0)
    forEach(filter, among: rows) { number in
      if total >= offset && page.count < limit { page.append(number) }
      total += 1
      return countsAll || page.count < limit
    }
    return (page, total)
  }

  /// Shows the numbers of the runs that meet a filter, those recorded last first, until `body` says that
  /// it has enough.
  package func forEach(
    _ filter: RunFilter, among rows: RunSet? = nil, _ body: (Int) -> Bool
  ) {
    let test = RunTest(filter, self)
    for number in order.reversed() {
      let number = Int(number)
      guard rows?.contains(number) ?? true, test.holds(number, self) else { continue }
      if !body(number) { return }
    }
  }

  /// How the runs of each agent stand, in the order of the agents' names.
  package var standingsByAgent: [(agent: String, counts: [Outcome: Int])] {
    var all: [Label: [Outcome: Int]] = [:]
    for (number, counts) in standings.enumerated() {
      let counts = counts.filter { $0.value > 0 }
      if counts.isEmpty { continue }
      all[Label(agent(UInt32(number))), default: [:]].merge(counts) { $0 + $1 }
    }
    return all.sorted { $0.key < $1.key }.map { (agent: $0.key.text, counts: $0.value) }
  }

  /// The name of an agent by its number.
  package func agent(_ number: UInt32) -> String {
    number == 0 ? RunRecord.unknownAgent : agents.names[Int(number)].text
  }
}

/// The conditions of a filter but for those on fields, with numbers in the place of names.
private struct RunTest {
  private let filter: RunFilter
  private let agents: [Bool]?
  private let jobs: [Bool]?
  private let hiddenJobs: [Bool]?
  private let parents: [Bool]?
  private let statuses: Set<Outcome>

  init(_ filter: RunFilter, _ table: RunsTable) {
    self.filter = filter
    var agents = table.agents.areWanted(filter.agents)
    // Who names no agent is listed as unknown.
    if filter.agents.contains(RunRecord.unknownAgent) { agents?[0] = true }
    self.agents = agents
    jobs = table.jobs.areWanted(filter.jobs)
    hiddenJobs = table.jobs.areWanted(filter.hiddenJobs)
    parents = table.parents.areWanted(filter.parent.map { [$0] } ?? [])
    statuses = Set(filter.statuses)
  }

  func holds(_ number: Int, _ table: RunsTable) -> Bool {
    let entry = table.entries[number]
    if let agents, !agents[Int(entry.agent)] { return false }
    if let jobs, !jobs[Int(entry.job)] { return false }
    if let hiddenJobs, hiddenJobs[Int(entry.job)] { return false }
    if let parents, !parents[Int(entry.parent)] { return false }
    if !statuses.isEmpty, !statuses.contains(entry.status ?? .unknown) { return false }
    guard holdsTimes(entry) else { return false }
    return filter.idPart.map { table.id(of: number).contains($0) } ?? true
  }

  private func holdsTimes(_ entry: RunsTable.Entry) -> Bool {
    if let bound = filter.createdBefore?.rawValue {
      guard entry.created != .min, entry.created < bound else { return false }
    }
    if let bound = filter.createdAfter?.rawValue, entry.created <= bound { return false }
    if let bound = filter.startFrom?.rawValue, entry.start < bound { return false }
    if let bound = filter.startTo?.rawValue {
      guard entry.start != .min, entry.start <= bound else { return false }
    }
    return true
  }
}
