/// A key of a line that ties events together: the session, the issue, the run that they are of.
///
/// `all` is the one table of these keys. `Event` reads them by it, `Filter` asks for them by it, the
/// index finds lines by it, and the command line takes its options from it: a new key is one row.
public struct CorrelationKey: Sendable {
  /// Every spelling of the key in a line, the canonical one first.
  package let spelling: Spelling
  /// Its option on the command line; nil for a key that has none of its own.
  package let option: String?
  /// What the option says it does.
  package let help: String
  /// How lines are found by it; nil for a key that only a scan finds.
  package let index: Index?

  /// How the index keeps the values of a key.
  package enum Index: Sendable, Hashable {
    /// Value by value, under a number that is on disk: it is never given to another key.
    case listed(UInt8)
    /// As hashes, for keys of which each line has another value; the number is in memory only.
    case hashed(UInt8)

    /// The number, of either sort: no two keys have the same.
    package var number: UInt8 {
      switch self {
      case .listed(let number), .hashed(let number): number
      }
    }
  }

  init(_ keys: Key..., index: Index?, option: String?, help: String = "") {
    spelling = Spelling(keys)
    self.index = index
    self.option = option
    self.help = help
  }

  /// How the key is spelt canonically, as in `session_id`.
  public var name: String { canonical.spelling }

  /// The keys of a line that it is read from, the one that counts most first.
  package var keys: [Key] { spelling.keys }

  var canonical: Key { spelling.keys[0] }

  /// A line with none of these has a value under none of the keys, at its top level or nested.
  package static func reach(_ keys: [CorrelationKey]) -> Event.Keys {
    Event.Keys(keys.flatMap { $0.spelling.keys } + Key.containers)
  }
}

extension CorrelationKey {
  // Numbers of the index: 1 is the name of an event, 11 the fields of the user's choice, 12 that a
  // line has a key at all.

  /// The program that emitted the event.
  public static let tool = CorrelationKey(
    .tool, index: .listed(2), option: "tool", help: "Events of this tool.")
  /// The part of the program that emitted the event.
  public static let component = CorrelationKey(
    .component, .sourceComponent, index: .listed(3), option: "component",
    help: "Events of this component.")
  /// The project that the event is about.
  public static let project = CorrelationKey(
    .project, index: nil, option: "project", help: "Events of this project.")
  /// The issue that the event is about.
  public static let issue = CorrelationKey(
    .issueID, .issueIDCamel, index: .listed(5), option: "issue-id", help: "Events of this issue.")
  /// The session of the user or agent.
  public static let session = CorrelationKey(
    .sessionID, .sessionIDCamel, .sessionDotID, index: .listed(4), option: "session-id",
    help: "Events of this session.")
  /// The trace that the event belongs to.
  public static let trace = CorrelationKey(
    .traceID, .traceIDCamel, index: .listed(6), option: "trace-id", help: "Events of this trace.")
  /// The run of a job.
  public static let run = CorrelationKey(
    .runID, .runIDCamel, index: .listed(7), option: "run-id", help: "Events of this run.")
  /// The stream that the event belongs to.
  public static let stream = CorrelationKey(
    .stream, .streamIDSnake, .streamID, index: .listed(8), option: "stream",
    help: "Events of this stream.")
  /// The event's own id.
  public static let eventID = CorrelationKey(
    .eventID, .id, index: .hashed(9), option: "event-id", help: "The event with this id.")
  /// What keeps an append from being made twice.
  public static let idempotencyKey = CorrelationKey(
    .idempotencyKey, index: .hashed(10), option: nil)
  /// What events have to do with over programs and sessions.
  package static let correlation = CorrelationKey(
    .correlationID, .correlationIDCamel, index: .listed(13), option: nil)
  /// The event that caused it, by that one's own id.
  package static let causation = CorrelationKey(
    .causationID, .causationIDCamel, index: .listed(14), option: nil)
  /// The run that started the run of the event.
  package static let parentRun = CorrelationKey(
    .parentRunID, .parentRunIDCamel, index: .listed(15), option: nil)

  /// The table, in the order in which the command line lists its options.
  public static let all: [CorrelationKey] = [
    tool, component, project, issue, session, trace, run, stream, eventID, idempotencyKey,
    correlation, causation, parentRun,
  ]
}

extension CorrelationKey: Equatable {
  public static func == (left: CorrelationKey, right: CorrelationKey) -> Bool {
    left.canonical == right.canonical
  }
}

extension Event {
  /// The text under a key that ties events together, by any of its spellings: a whole number counts
  /// as its digits. Nil where there is none, or an empty one.
  public func text(_ key: CorrelationKey) -> String? { id(key.spelling) }

  /// Whether there is such a text.
  package func has(_ key: CorrelationKey) -> Bool {
    first(key.spelling) { $0.isID ? true : nil } ?? false
  }
}
