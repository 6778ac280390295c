import Events

/// Which runs a client asks for: every condition that is given must hold.
struct RunsPick: Sendable, Equatable {
  var agent: String?
  var job: String?
  /// Jobs that are left out.
  var hiddenJobs: [String] = []
  var parent: String?
  var statuses: [Outcome] = []
  /// What stands in their ids.
  var idPart: String?
  var createdBefore: Timestamp?
  var createdAfter: Timestamp?
  var startFrom: Timestamp?
  var startTo: Timestamp?
  var limit = 100
  var offset = 0
}

extension RunsTable {
  /// The numbers of a page of the runs that are asked for, those recorded last first.
  func numbers(_ pick: RunsPick) -> [Int] {
    guard let test = Test(pick, self) else { return [] }
    if test.isOfAll {
      return order.reversed().dropFirst(pick.offset).prefix(pick.limit).map { Int($0) }
    }
    var found: [Int] = []
    var skipped = 0
    for number in order.reversed() where test.holds(Int(number), self) {
      if skipped < pick.offset {
        skipped += 1
        continue
      }
      found.append(Int(number))
      if found.count == pick.limit { break }
    }
    return found
  }

  /// The conditions, with numbers in the place of names.
  private struct Test {
    private let pick: RunsPick
    private let agent: UInt32?
    private let job: UInt32?
    private let parent: UInt32?
    private let hidden: Set<UInt32>

    /// Nil where a name is asked for that no run has.
    init?(_ pick: RunsPick, _ table: RunsTable) {
      self.pick = pick
      (agent, job) = (pick.agent.flatMap(table.agents.known), pick.job.flatMap(table.jobs.known))
      parent = pick.parent.flatMap(table.parents.known)
      hidden = Set(pick.hiddenJobs.compactMap(table.jobs.known))
      let isUnknown =
        agent == nil && pick.agent != nil || job == nil && pick.job != nil
        || parent == nil && pick.parent != nil
      if isUnknown { return nil }
    }

    var isOfAll: Bool {
      var every = RunsPick()
      (every.limit, every.offset) = (pick.limit, pick.offset)
      return pick == every
    }

    func holds(_ number: Int, _ table: RunsTable) -> Bool {
      let entry = table.entries[number]
      if let agent, entry.agent != agent { return false }
      if let job, entry.job != job { return false }
      if let parent, entry.parent != parent { return false }
      if !hidden.isEmpty, hidden.contains(entry.job) { return false }
      if !pick.statuses.isEmpty, !pick.statuses.contains(entry.status ?? .unknown) { return false }
      guard holdsTimes(entry) else { return false }
      return pick.idPart.map { table.id(of: number).contains($0) } ?? true
    }

    private func holdsTimes(_ entry: Entry) -> Bool {
      if let bound = pick.createdBefore?.rawValue {
        guard entry.created != .min, entry.created < bound else { return false }
      }
      if let bound = pick.createdAfter?.rawValue, entry.created <= bound { return false }
      if let bound = pick.startFrom?.rawValue, entry.start < bound { return false }
      if let bound = pick.startTo?.rawValue {
        guard entry.start != .min, entry.start <= bound else { return false }
      }
      return true
    }
  }
}
