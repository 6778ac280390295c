/// The mode in force, and how it came to be: what follows transitions one after the other.
///
/// A transition is followed when it begins at the mode in force and is not older than the one that
/// brought it. Every other is history: counted, and nothing else.
public struct ModeRecord: Codable, Sendable, Equatable {
  /// The mode in force.
  public private(set) var mode: Label
  /// The transition that brought it; nil while it is the first mode.
  public var last: ModeRecord.Transition? { history.last }
  /// The transitions that were followed, the latest last; at most `historyLimit`.
  public private(set) var history: [ModeRecord.Transition] = []
  /// How often each edge was taken.
  public private(set) var edges: [ModeRecord.Edge: Int] = [:]
  /// Whole stays in each mode, in nanoseconds. The stay in the mode in force goes on, and the one
  /// in the first mode has no known beginning.
  public private(set) var time: [Label: Int128] = [:]
  /// Returns (A→B→A) within ten minutes, by the UTC day of the return, in days since 1970.
  public private(set) var returns: [Int64: Int] = [:]
  /// Transitions that began at another mode than the one in force.
  public private(set) var elsewhere = 0
  /// Transitions older than the one in force.
  public private(set) var late = 0
  /// Transitions from a mode to itself, or to no mode.
  public private(set) var idle = 0

  /// Transitions that are kept.
  public static let historyLimit = 64
  /// Seconds that a transition may be ahead of the time at which it is asked for.
  private static let lead_s: Int64 = 5
  /// Days of returns that are kept, and edges and modes that are told apart.
  static let tableLimit = 4096
  /// Seconds within which a return is flapping.
  static let returnLimit_s: Int64 = 600

  package init(from mode: String) { self.mode = Label(mode) }

  /// Takes the next transition of the log in.
  package mutating func follow(_ event: ModeTransitionEvent) {
    let transition = event.shortened()
    guard transition.to != transition.from ?? mode, !transition.to.text.isEmpty else {
      idle += 1
      return
    }
    // One that does not say where it begins begins where we are.
    guard transition.from ?? mode == mode else {
      elsewhere += 1
      return
    }
    if let begun = last?.time, let time = transition.time, time < begun {
      late += 1
      return
    }
    take(transition)
  }

  /// The transition that brought the mode in force at a time: the last one that is not ahead of
  /// it by more than five seconds. Nil before the first one, or before all that are kept.
  package func last(at time: Timestamp) -> ModeRecord.Transition? {
    let bound = time.advanced(bySeconds: Self.lead_s)
    return history.last { $0.time.map { $0 <= bound } ?? true }
  }

  private mutating func take(_ transition: ModeRecord.Transition) {
    let edge = ModeRecord.Edge(from: mode, to: transition.to)
    if edges.count < Self.tableLimit || edges[edge] != nil { edges[edge, default: 0] += 1 }
    if let begun = last?.time, let end = transition.time, let stay = end.since(begun) {
      if time.count < Self.tableLimit || time[mode] != nil {
        time[mode, default: 0] += Int128(stay.rawValue)
      }
      if last?.from ?? mode == transition.to, stay.rawValue <= Self.returnLimit_s * 1_000_000_000 {
        countReturn(at: end)
      }
    }
    var taken = transition
    taken.from = mode
    mode = taken.to
    if history.count == Self.historyLimit { history.removeFirst() }
    history.append(taken)
  }

  private mutating func countReturn(at time: Timestamp) {
    returns[time.wholeSecond.flooredDivision(by: 86_400), default: 0] += 1
    if returns.count > Self.tableLimit, let first = returns.keys.min() { returns[first] = nil }
  }
}

extension ModeRecord {
  /// A way from one mode to another.
  public struct Edge: Codable, Sendable, Hashable {
    /// The mode that was left.
    public var from: Label
    /// The mode that was entered.
    public var to: Label
  }
}
