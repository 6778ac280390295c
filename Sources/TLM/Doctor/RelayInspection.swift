import SystemCalls

/// What a log tells of lines that a relay missed, or got otherwise than they were pushed.
package struct RelayGaps: Sendable, Equatable {
  /// How often true lines came in late, and how often they did not.
  package internal(set) var healed = 0
  package internal(set) var open = 0
  /// Where the first and the last event stand that tell of what is not healed.
  package internal(set) var first: Position?
  package internal(set) var last: Position?
  /// What those say, and how often: `gone of 0123456789ab (build-7)`; and what those that were healed do.
  package internal(set) var kinds: [String: Int] = [:]
  package internal(set) var healedKinds: [String: Int] = [:]

  /// So many kinds and machines are told apart.
  private static let mostKinds = 1_000

  mutating func add(_ event: borrowing Event) {
    let host = event.string("host").map { $0.isEmpty ? "" : " (\($0))" } ?? ""
    let origin = "\((event.string("origin") ?? "").prefix(12))\(host)"
    let kind = "\(event.string("kind") ?? "unknown") of \(origin)"
    if event.value(named: "healed") == .bool(true) {
      healed += 1
      Self.count(kind, in: &healedKinds)
      return
    }
    open += 1
    first = first ?? event.position
    last = event.position
    Self.count(kind, in: &kinds)
  }

  private static func count(_ kind: String, in kinds: inout [String: Int]) {
    if kinds.count < mostKinds || kinds[kind] != nil { kinds[kind, default: 0] += 1 }
  }

  /// The first of them in words.
  fileprivate static func words(_ kinds: [String: Int]) -> String {
    let first = kinds.sorted { $0.key < $1.key }.prefix(8).map { "\($0.value) \($0.key)" }
    return first.joined(separator: ", ") + (kinds.count > 8 ? ", and others" : "")
  }
}

/// An origin of which something keeps lines from the log, as the relay that pulls it says.
package struct StalledOrigin: Sendable, Equatable {
  package let id: String
  package let host: String
  package let since: String
  package let reason: String

  /// All of them, of every stream.
  static func all(in layout: StoreLayout) -> [StalledOrigin] {
    // What cannot be read says nothing; the log and the engine have the truth.
    let names = (try? Folder.names(in: layout.relay)) ?? []
    var found: [StalledOrigin] = []
    for name in names.sorted() where name.hasPrefix("pull-") && name.hasSuffix(".json") {
      let bytes = (try? Folder.contents(of: layout.relay + "/" + name, limit: 1 << 28)) ?? nil
      guard let bytes, let value = Value(json: bytes.filter { $0 != UInt8(ascii: "\n") }) else {
        continue
      }
      found += (value["origins"]?.elements ?? []).compactMap { StalledOrigin($0) }
    }
    return found
  }

  private init?(_ value: Value) {
    guard let id = value["origin"]?.text, let since = value["waiting_since"]?.text else {
      return nil
    }
    self.id = id
    host = value["host"]?.text ?? ""
    self.since = since
    reason = value["reason"]?.text ?? ""
  }
}

extension Findings {
  mutating func addRelay(_ gaps: RelayGaps, _ stalled: [StalledOrigin]) {
    for origin in stalled {
      let name = origin.host.isEmpty ? "" : " (\(origin.host))"
      wrong(
        "relay-stalled",
        SafeText.of(
          "\(origin.id.prefix(12))\(name) waits since \(origin.since): \(origin.reason); begin tlm "
            + "relay push there"))
    }
    if gaps.open > 0 {
      wrong(
        "relay-gap",
        SafeText.of(
          "\(count(gaps.open, "gap")) of a relay \(gaps.open == 1 ? "is" : "are") not healed "
            + "(\(RelayGaps.words(gaps.kinds))), the last told at "
            + "\(gaps.last?.description ?? "?"): tlm query --event tlm.relay_gap says which"))
    }
    if gaps.healed > 0 {
      note(
        "relay-healed",
        SafeText.of(
          "\(count(gaps.healed, "gap")) of a relay \(gaps.healed == 1 ? "was" : "were") healed by the "
            + "origin (\(RelayGaps.words(gaps.healedKinds))): the engine lost or changed lines; tlm query "
            + "--event tlm.relay_gap says which"))
    }
  }
}
