import ArgumentParser
import TLM

/// Values that a shell offers: what is there to be named, and what the end of the log has.
///
/// Nothing is made and nothing fails: where there is no store, less is offered.
enum Completions {
  /// Most values that are offered of what the log has.
  private static let limit = 100
  /// Events at the end of the log that are looked at.
  private static let reach = 5000

  static var projections: CompletionKind {
    .custom { _, _, _ in TLMCommand.catalog.projections.map { $0.name }.sorted() }
  }

  static var sensors: CompletionKind {
    .custom { words, _, _ in
      let own = try? store(words)?.sensorMetrics().definitions
      return harmless((own ?? SensorCatalog.shipped).map(\.id))
    }
  }

  static var modes: CompletionKind {
    .custom { words, _, _ in
      let file = value(of: "--rules", in: words)
      let rules = try? store(words)?.rules(named: file)
      return harmless((rules?.policy ?? .standard).modes.map(\.name))
    }
  }

  /// Proposals that nobody has answered.
  static var proposals: CompletionKind {
    .custom { words, _, _ in
      var open: [String] = []
      for event in recent(words, ControlEvent.filter) {
        switch ControlEvent(event)?.kind {
        case .proposal(_, let id, _): open.append(id)
        case .answer(let id, _, _, _): open.removeAll { $0 == id }
        default: break
        }
      }
      return harmless(open.reversed())
    }
  }

  /// Names of events.
  static var events: CompletionKind {
    .custom { words, _, _ in
      harmless(recent(words, Filter()).reversed().compactMap { $0.event.name })
    }
  }

  /// Values of a key, those of the newest events first.
  static func values(of key: CorrelationKey) -> CompletionKind {
    .custom { words, _, _ in
      harmless(recent(words, Filter()).reversed().compactMap { $0.event.text(key) })
    }
  }

  static var outcomes: CompletionKind { .list(Outcome.allCases.map(\.rawValue)) }

  private static func store(_ words: [String]) -> Store? {
    let location = StoreLocation.resolve(option: value(of: "--store", in: words))
    return try? Store.open(at: location, catalog: TLMCommand.catalog)
  }

  private static func value(of option: String, in words: [String]) -> String? {
    if let place = words.firstIndex(of: option), place + 1 < words.count { return words[place + 1] }
    return words.first { $0.hasPrefix(option + "=") }.map { String($0.dropFirst(option.count + 1)) }
  }

  private static func recent(_ words: [String], _ filter: Filter) -> [RecordedEvent] {
    guard let log = store(words)?.log else { return [] }
    return (try? NewestLines(log: log, filter: filter, count: reach, reach: 1 << 20).events) ?? []
  }

  /// Each once, without those that a shell could not take as one harmless word.
  private static func harmless(_ values: some Sequence<String>) -> [String] {
    var seen: Set<String> = []
    var offered: [String] = []
    for value in values where offered.count < limit && isHarmless(value) {
      if seen.insert(value).inserted { offered.append(value) }
    }
    return offered
  }

  private static func isHarmless(_ value: String) -> Bool {
    // Shells that complete cut words at a colon.
    ShellWord.isPlain(value) && !value.hasPrefix("-") && !value.contains(":")
  }
}
