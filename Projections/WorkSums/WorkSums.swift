import Events

/// What rows of an agent's work come to, kept beside them: so that a question reads sums and no rows.
///
/// A part of all sessions: those whose ids have one remainder. What a row adds is taken back before it
/// changes, and added anew.
struct WorkSums: Equatable, Sendable {
  /// By session; nil: of what names none.
  private(set) var sessions: [Label?: SessionSums] = [:]

  /// How many parts there are, each a row.
  static let parts = 16

  /// Which part a session's sums are in.
  static func part(of session: Label?) -> Int {
    // FNV-1a: the same on every machine.
    let hash = (session?.text.utf8 ?? "".utf8).reduce(0xcbf2_9ce4_8422_2325) { hash, byte in
      (hash ^ UInt64(byte)) &* 0x100_0000_01b3
    }
    return Int(hash % UInt64(parts))
  }

  mutating func change(_ session: Label?, _ change: (inout SessionSums) -> Void) {
    change(&sessions[session, default: SessionSums()])
    if sessions[session] == SessionSums() { sessions[session] = nil }
  }

  init() {}

  init(_ sessions: [Label?: SessionSums]) { self.sessions = sessions }
}

/// The sums of one session.
struct SessionSums: Equatable, Sendable {
  /// The folder that it works in.
  var project: Label?
  /// Whether lines say anything of it as a whole.
  var hasFacts = false
  /// Responses that have the same hour, model and kind of price.
  private(set) var responses: [ResponseSums.Key: ResponseSums] = [:]
  /// The rest, by hour.
  private(set) var counts: [WorkHour: WorkCounts] = [:]
  /// Rows of which it depends on others whether they count.
  private(set) var unsure: Set<Label> = []

  init() {}

  mutating func add(_ share: WorkShare.Content, times sign: Int) {
    switch share {
    case .response(let key, let sums):
      responses[key, default: ResponseSums()].add(sums, times: sign)
      if responses[key]?.count == 0 { responses[key] = nil }
    case .counts(let hour, let more):
      counts[hour, default: WorkCounts()].add(more, times: sign)
      if counts[hour] == WorkCounts() { counts[hour] = nil }
    case .unsure(let key):
      if sign > 0 { unsure.insert(key) } else { unsure.remove(key) }
    case .nothing: break
    }
  }

  init(
    project: Label?, hasFacts: Bool, responses: [ResponseSums.Key: ResponseSums],
    counts: [WorkHour: WorkCounts], unsure: Set<Label>
  ) {
    (self.project, self.hasFacts) = (project, hasFacts)
    (self.responses, self.counts, self.unsure) = (responses, counts, unsure)
  }
}

/// An hour since 1970, or none.
struct WorkHour: Hashable, Comparable, Sendable {
  let number: Int64

  init(number: Int64) { self.number = number }

  init(_ time: Timestamp?) {
    number = time?.wholeSecond.flooredDivision(by: 3600) ?? .min
  }

  /// When it begins; nil: no time.
  var start: Timestamp? { number == .min ? nil : Timestamp(wholeSecond: number * 3600) }

  static func < (left: WorkHour, right: WorkHour) -> Bool { left.number < right.number }
}

/// How much of what is no response there was.
struct WorkCounts: Equatable, Sendable {
  var prompts = 0
  var calls = 0
  var failures = 0
  var compactions = 0

  mutating func add(_ other: WorkCounts, times sign: Int) {
    prompts += sign * other.prompts
    calls += sign * other.calls
    failures += sign * other.failures
    compactions += sign * other.compactions
  }
}
