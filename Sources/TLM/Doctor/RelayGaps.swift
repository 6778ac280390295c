/// What a log tells of lines that a relay missed, or got otherwise than they were pushed.
package struct RelayGaps: Sendable, Equatable {
  /// One that is not healed.
  package struct Gap: Sendable, Equatable {
    /// Where the event stands that tells of it.
    package let position: Position
    /// The id of the store whose lines they are.
    package let origin: String
    /// `gone of 0123456789ab (build-7)`.
    let words: String
  }

  /// How many there are of a sort, and how often each says what it says.
  package struct Tally: Sendable, Equatable {
    package private(set) var count = 0
    private var kinds: [String: Int] = [:]

    /// So many kinds and machines are told apart.
    private static let mostKinds = 1_000

    mutating func add(_ words: String) {
      count += 1
      if kinds.count < Self.mostKinds || kinds[words] != nil { kinds[words, default: 0] += 1 }
    }

    /// The first of them in words.
    var words: String {
      let first = kinds.sorted { $0.key < $1.key }.prefix(8).map { "\($0.value) \($0.key)" }
      return first.joined(separator: ", ") + (kinds.count > 8 ? ", and others" : "")
    }
  }

  /// Those of which true lines came in late.
  package private(set) var healed = Tally()
  /// Those of which none did, and that nobody has accepted, in the order of the log.
  package private(set) var open: [Gap] = []
  /// Those of which none did, and that somebody has accepted.
  package private(set) var accepted = Tally()
  /// Who did so last, and why.
  package private(set) var word = ""

  /// What an event of the log's own tells of them.
  mutating func add(_ event: borrowing Event) {
    switch event.name {
    case LogEventName.relayGap.rawValue: addGap(event)
    case LogEventName.relayAccepted.rawValue: accept(event)
    default: break
    }
  }

  private mutating func addGap(_ event: borrowing Event) {
    let id = event.string("origin") ?? ""
    let host = event.string("host").map { $0.isEmpty ? "" : " (\($0))" } ?? ""
    let words = "\(event.string("kind") ?? "unknown") of \(id.prefix(12))\(host)"
    if event.value(named: "healed") == .bool(true) {
      healed.add(words)
    } else {
      open.append(Gap(position: event.position, origin: id, words: words))
    }
  }

  private mutating func accept(_ event: borrowing Event) {
    guard let through = event.integer("through") else { return }
    let origins = Set((event.value(named: "origins")?.elements ?? []).compactMap(\.text))
    // What was told while somebody looked, nobody has looked at.
    for gap in open where origins.contains(gap.origin) && gap.position.rawValue <= through {
      accepted.add(gap.words)
    }
    open.removeAll { origins.contains($0.origin) && $0.position.rawValue <= through }
    word = "\(event.string("by") ?? "somebody"): \(event.string("reason") ?? "")"
  }
}
