/// A fold of the log into an answer: a name, a starting state and what each event does to it.
///
/// ```swift
/// /// How often each tool was started.
/// public struct ToolStarts: Projection {
///   public static let name = "tool-starts"
///   public static let version = 1
///   public init() {}
///
///   public var initial: [String: Int] { [:] }
///
///   public var body: Handlers<[String: Int]> {
///     On("tool_started") { event, state in
///       state[event.toolName ?? "unknown", default: 0] += 1
///     }
///   }
/// }
/// ```
///
/// A fold sees the event, its position and its time, and nothing else: no clock, no randomness,
/// no I/O, and no iteration order of a hash table, so that the same log gives the same state on
/// every machine. The stored properties of the type are the projection's parameters.
public protocol Projection: Codable, Sendable {
  /// What the fold remembers. Its canonical encoding is what a digest is taken of.
  associatedtype State: Codable & Sendable & Equatable

  /// The name people ask for on the command line, for example `phase-timing`.
  static var name: String { get }

  /// Raise this when the same log should give another state than before.
  static var version: Int { get }

  /// The projection with its default parameters.
  init()

  /// The state before the first event.
  var initial: State { get }

  /// The handlers: what this fold listens to, and what it does then.
  @HandlersBuilder<State> var body: Handlers<State> { get }
}

/// A projection that tells its state to programs as a JSON value, and to people where it is not
/// `Tabular`.
///
/// A projection that does not say how is shown as its state is.
public protocol Reporting: Projection {
  /// What `tlm replay --json` prints under `report`: the members in a fixed order, nothing that
  /// is not in the state.
  func report(of state: State) -> Value

  /// The same for a projection whose answer depends on the time at which it is asked for.
  ///
  /// - Parameters:
  ///   - state: what the fold came to.
  ///   - clock: what the clock of the log shows where the fold ended; nil where it has shown nothing
  ///     yet.
  func report(of state: State, at clock: Timestamp?) -> Value
}

extension Reporting {
  /// The report that does not depend on the time.
  public func report(of state: State, at clock: Timestamp?) -> Value { report(of: state) }
}

/// What one event does to a state. An error counts the event as failed; what was changed stays.
public typealias Apply<State> = @Sendable (borrowing Event, inout State) throws -> Void

/// A type of your own that is read off events of certain names, before a handler sees them.
///
/// An initialiser that returns nil passes the event over; one that throws counts it as failed.
public protocol Payload: Sendable {
  /// The names of the events this payload is read off.
  static var names: [String] { get }

  /// Reads the payload off an event; nil when this event is not one of its kind after all.
  init?(_ event: borrowing Event) throws
}
