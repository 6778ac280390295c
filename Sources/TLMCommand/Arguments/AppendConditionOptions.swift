import ArgumentParser
import TLM

/// What must hold of the log for an append to go in.
struct AppendConditionOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Append only if the stream has exactly so many events, or none, or any number of them. "
        + "Events are put into the stream. Repeatable.",
      valueName: "stream=revision"),
    transform: Self.revision)
  var expectRevision: [AppendCondition] = []

  @Flag(help: "Append only if no event meets the conditions below.")
  var ifNone = false

  @Option(
    help: ArgumentHelp(
      "With --if-none: only events behind the one at this place of the log count.",
      valueName: "position"),
    transform: PositionArgument.read)
  var after: Position?

  @Option(
    help: ArgumentHelp(
      "With --if-none: only events at this place of the log, or behind it, count.",
      valueName: "position"),
    transform: PositionArgument.read)
  var from: Position?

  @Option(
    help: "Append the event only if none was appended under this key before; one event at a time.")
  var key: String?

  @OptionGroup(title: "Conditions of --if-none") var conditions: FilterOptions

  func validate() throws {
    if key?.isEmpty == true { throw ValidationError("--key must not be empty") }
    if !ifNone && (after != nil || from != nil || conditions.isGiven) {
      throw ValidationError("conditions on events say nothing to an append without --if-none")
    }
    if after != nil && from != nil { throw ValidationError("give --after or --from, not both") }
  }

  /// Whether an append depends on anything.
  var isGiven: Bool { !expectRevision.isEmpty || ifNone || key != nil }

  /// Everything that must hold, but for the key.
  var all: [AppendCondition] {
    guard ifNone else { return expectRevision }
    let none: AppendCondition =
      if let from {
        .none(matching: conditions.filter, from: from)
      } else {
        .none(matching: conditions.filter, after: after)
      }
    return expectRevision + [none]
  }

  private static func revision(_ text: String) throws -> AppendCondition {
    guard let equals = text.lastIndex(of: "="), equals > text.startIndex else {
      throw ValidationError("\(text) is not STREAM=REVISION")
    }
    let stream = String(text[..<equals])
    switch text[text.index(after: equals)...] {
    case "none": return .expecting(stream: stream, revision: .noStream)
    case "any": return .expecting(stream: stream, revision: .any)
    case let number:
      guard let events = Int(number), events >= 0 else {
        throw ValidationError("\(number) is no revision; give a number from 0 on, none or any")
      }
      return .expecting(stream: stream, revision: .exactly(events))
    }
  }
}
