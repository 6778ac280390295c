import Analysis
import Questions
import Relay
import TLM

/// Which events are relayed, in words that a checkpoint keeps: names, and conditions of the language of
/// questions.
struct RelayedEvents: Sendable {
  var names: [String] = []
  var conditions: [String] = []

  init(names: [String], conditions: [String]) {
    (self.names, self.conditions) = (names, conditions)
  }

  /// As settings say.
  init(_ settings: Settings) {
    names = RelaySettings.texts("relay.events", settings)
    conditions = RelaySettings.texts("relay.where", settings)
  }

  /// As a checkpoint kept it.
  init(_ words: Value) {
    names = words["events"]?.elements.compactMap(\.text) ?? []
    conditions = words["where"]?.elements.compactMap(\.text) ?? []
  }

  private var words: Value {
    var members: [Member] = []
    if !names.isEmpty { members.append(Member("events", .array(names.map { .string($0) }))) }
    if !conditions.isEmpty {
      members.append(Member("where", .array(conditions.map { .string($0) })))
    }
    return .object(members)
  }

  /// - Throws: where a condition is none.
  func filter() throws -> PushFilter { PushFilter(words: words, filter: try plain()) }

  /// The same without the words.
  static func filter(of words: Value) throws -> Filter { try RelayedEvents(words).plain() }

  /// Days and hours in conditions are those of UTC, so that they mean the same on every machine.
  private func plain() throws -> Filter {
    var asked = EventConditions()
    asked.plain = Filter()
    asked.plain.names = names
    let context = LanguageContext(zone: .utc, now: .current)
    asked.conditions = try conditions.map { text in
      EventConditions.Condition(
        text: text, meaning: try Language.condition(text, in: context))
    }
    return asked.filter(in: .utc)
  }
}
