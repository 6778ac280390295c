/// Who tells of a piece of work. The same piece is told by several, and counts once.
enum Teller: UInt8, Sendable {
  /// The agent's own record of a session: a transcript, its stream, a rollout.
  case record
  /// Telemetry that the agent sends, as logs or spans.
  case telemetry
  /// Hooks that the agent calls.
  case hook
}

/// Several of them.
struct Tellers: OptionSet, Sendable {
  let rawValue: UInt8

  static let record = Tellers(.record)
  static let telemetry = Tellers(.telemetry)
  static let hook = Tellers(.hook)

  init(rawValue: UInt8) { self.rawValue = rawValue }

  init(_ teller: Teller) { rawValue = 1 << teller.rawValue }
}
