package import Events
import SystemCalls

/// Stores that somebody asks about, whose lines stand in one log: this store's own, and those that a relay
/// pulled.
package struct OriginChoice: Sendable {
  /// Their ids.
  package let ids: Set<String>
  private let own: String?
  private let ranges: DrainedRanges

  init(_ ids: Set<String>, own: String?, _ ranges: DrainedRanges) {
    self.ids = ids
    self.own = own
    self.ranges = ranges
  }

  /// Whether the line at a position is one of theirs.
  package func holds(_ position: Position) -> Bool {
    guard let id = ranges.origin(of: position)?.id ?? own else { return false }
    return ids.contains(id)
  }

  /// Whether this store's own lines are asked for.
  package var hasOwn: Bool { own.map(ids.contains) ?? false }
}

extension EventLog {
  /// Every store of which there are lines in this log, but for this one: the last words of each.
  package func origins() throws(JournalError) -> [LineOrigin] {
    try readPullLedger().last.values.map {
      LineOrigin(id: $0.origin, host: $0.text.host, store: $0.text.store)
    }.sorted { ($0.host, $0.id) < ($1.host, $1.id) }
  }

  /// Whether a relay ever pulled into this store, as far as that is known without reading the log.
  package var hasPulled: Bool {
    // What cannot be looked at is not there for whoever asks.
    if ((try? FileStatus.ofName(layout.pulls)) ?? nil) != nil { return true }
    let names = (try? Folder.names(in: layout.relay)) ?? []
    return names.contains { $0.hasPrefix("pull-") }
  }

  /// The stores that are meant by names: ids, beginnings of those, machines, or stores of machines.
  ///
  /// - Throws: `noOrigin` where a name means none, or the beginning of an id several.
  package func choice(ofOrigins names: [String]) throws(JournalError) -> OriginChoice {
    let own = ((try? readIdentity()) ?? nil).map {
      LineOrigin(id: $0.id, host: ProcessSystem.hostName, store: "")
    }
    let known = try origins() + [own].compactMap { $0 }
    var ids: Set<String> = []
    for name in names {
      let meant = known.filter { $0.isMeant(by: name) }
      let called = meant.filter { $0.isCalled(name) }
      guard !meant.isEmpty, meant.count == 1 || !called.isEmpty else {
        throw Self.unknown(name, meant, known)
      }
      ids.formUnion((called.isEmpty ? meant : called).map(\.id))
    }
    return OriginChoice(ids, own: own?.id, DrainedRanges(self))
  }

  private static func unknown(
    _ name: String, _ meant: [LineOrigin], _ known: [LineOrigin]
  ) -> JournalError {
    let list = (meant.isEmpty ? known : meant).prefix(8).map {
      "\($0.id.prefix(12))\($0.host.isEmpty ? "" : " (\($0.name))")"
    }.joined(separator: ", ")
    return JournalError(
      .noOrigin,
      meant.isEmpty
        ? "no store \(name) in this log; there is \(list)"
        : "\(name) is the beginning of several ids: \(list); name one of them")
  }
}

extension EventLog {
  /// Whose its events are, for whoever asks in their order.
  package var eventOrigins: EventOrigins {
    let ranges = DrainedRanges(self)
    let own = (try? readIdentity()) ?? nil
    return EventOrigins(own: .init(id: own?.id ?? "", host: ProcessSystem.hostName)) { position in
      ranges.origin(of: position).map { EventOrigins.Origin(id: $0.id, host: $0.host) }
    }
  }
}

extension Filter {
  /// The same, where something is asked that only a log knows: whose events are.
  ///
  /// - Throws: `noOrigin`.
  package func bound(to log: EventLog) throws(JournalError) -> Filter {
    guard !origins.isEmpty else { return bound(to: log, by: nil) }
    return bound(to: log, by: try log.choice(ofOrigins: origins))
  }

  /// The same, where it is known which stores are meant.
  package func bound(to log: EventLog, by choice: OriginChoice?) -> Filter {
    var filter = self
    if let knowing = test?.knowing { filter.test = knowing(log.eventOrigins) }
    guard let choice else { return filter }
    return filter.bound(by: choice)
  }

  /// The same, of stores that are known.
  package func bound(by choice: OriginChoice) -> Filter {
    adding(
      EventTest("origin \(choice.ids.sorted().joined(separator: " "))") { event in
        choice.holds(event.position)
      })
  }
}
