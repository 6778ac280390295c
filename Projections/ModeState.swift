public import Events

/// Which mode is in force, since when and why, and how often modes changed.
///
/// It follows `mode_transition` events whose `from` is in force and whose time is not older than
/// that of the transition in force; others are history, counted. A transition that does not say
/// where it begins begins at the mode in force.
public struct ModeState: Reporting {
  public static let name = "mode-state"
  public static let version = 1

  /// The mode before the first transition.
  public var initialMode: String
  /// Only transitions of this `scope` are followed; nil: only those without one.
  public var scope: String?

  public init() { self.init(initialMode: Self.usualMode) }

  /// Follows the transitions of a scope, from the mode in force before the first of them.
  public init(initialMode: String, scope: String? = nil) {
    self.initialMode = initialMode
    self.scope = scope
  }

  /// The first mode of the rules that ship.
  public static let usualMode = "NORMAL"

  public struct State: Codable, Sendable, Equatable {
    /// The mode in force and the transitions of the scope that was asked for.
    public internal(set) var course: ModeRecord
    /// Transitions of another scope.
    public internal(set) var foreign = 0
  }

  public var initial: State { State(course: ModeRecord(from: initialMode)) }

  public var body: Handlers<State> {
    let scope = Label(scope)
    On(ControlEventName.transition.rawValue) { event, state in
      let said = ModeTransitionEvent(event)
      if Label(said.scope) == scope {
        state.course.follow(said)
      } else {
        state.foreign += 1
      }
    }
  }
}

extension ModeState {
  private enum CodingKeys: String, CodingKey {
    case initialMode = "initial_mode"
    case scope
  }

  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    let mode = try values.decodeIfPresent(String.self, forKey: .initialMode)
    guard mode != "" else {
      throw DecodingError.dataCorruptedError(
        forKey: .initialMode, in: values,
        debugDescription: "initial_mode must be the name of a mode, such as \(Self.usualMode)")
    }
    self.init(
      initialMode: mode ?? Self.usualMode,
      scope: try values.decodeIfPresent(String.self, forKey: .scope))
  }

  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(initialMode, forKey: .initialMode)
    try values.encode(scope, forKey: .scope)
  }
}
