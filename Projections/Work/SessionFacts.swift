import Events

/// What lines say of a session as a whole.
struct SessionFacts: Codable, Equatable, Sendable {
  /// Whether the agent's own record was read, and up to when.
  private(set) var isRecorded = false
  private(set) var recorded = LatestTime()
  /// Whether telemetry that tells prompts was read, and up to when.
  private(set) var isLogged = false
  private(set) var logged = LatestTime()
  /// The folder that it works in, by the first line that says it, and the branch by the last.
  private var project: Dated?
  private var branch: Dated?
  /// The most that was told of how full the context was, in percent; and what is impossible.
  private(set) var usedPercent: Double?
  private(set) var impossible: Double?
  /// What the source says that all of it cost: a sum, which may be of a part.
  private(set) var toldCost: Dollars?

  /// A text and when it was said.
  private struct Dated: Codable, Equatable, Sendable {
    var time: Int64
    var text: Label
  }

  var projectName: Label? { project?.text }
  var branchName: Label? { branch?.text }

  mutating func note(_ teller: Teller, at time: Timestamp?) {
    switch teller {
    case .record:
      isRecorded = true
      recorded.extend(to: time)
    case .telemetry:
      isLogged = true
      logged.extend(to: time)
    case .hook: break
    }
  }

  mutating func note(project text: Label?, at time: Timestamp?) {
    guard let text else { return }
    let new = Dated(time: time?.rawValue ?? .max, text: text)
    guard let known = project else { return project = new }
    if (new.time, new.text) < (known.time, known.text) { project = new }
  }

  mutating func note(branch text: Label?, at time: Timestamp?) {
    guard let text else { return }
    let new = Dated(time: time?.rawValue ?? .min, text: text)
    guard let known = branch else { return branch = new }
    if (known.time, known.text) < (new.time, new.text) { branch = new }
  }

  mutating func note(usedPercent percent: Double?, cost: Dollars?) {
    if let percent, percent >= 0 {
      if percent <= 100 {
        usedPercent = max(usedPercent ?? 0, percent)
      } else {
        impossible = max(impossible ?? 0, percent)
      }
    }
    if let cost { toldCost = max(toldCost ?? cost, cost) }
  }

  /// Whether a piece of work that only these tell is told by somebody better, too, under an id that
  /// cannot be compared: so it is while that one's lines reach.
  func covers(_ time: Timestamp?, toldBy tellers: Tellers) -> Bool {
    if tellers.contains(.record) { return false }
    if isRecorded, Self.reaches(recorded.time, time) { return true }
    return !tellers.contains(.telemetry) && isLogged && Self.reaches(logged.time, time)
  }

  /// A hook, a log and a transcript have their times of the same moment apart by that much at most.
  private static let slack_s: Int64 = 60

  private static func reaches(_ end: Timestamp?, _ time: Timestamp?) -> Bool {
    guard let end, let time else { return true }
    return time <= end.advanced(bySeconds: slack_s)
  }
}
