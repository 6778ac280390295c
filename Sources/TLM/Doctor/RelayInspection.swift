import SystemCalls

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
    if let last = gaps.open.last {
      var tally = RelayGaps.Tally()
      for gap in gaps.open { tally.add(gap.words) }
      wrong(
        "relay-gap",
        SafeText.of(
          "\(count(tally.count, "gap")) of a relay \(tally.count == 1 ? "is" : "are") not healed "
            + "(\(tally.words)), the last told at \(last.position): tlm query --event tlm.relay_gap says "
            + "which; where nobody can mend that, tlm relay accept --reason says so"))
    }
    if gaps.accepted.count > 0 {
      let number = gaps.accepted.count
      note(
        "relay-accepted",
        SafeText.of(
          "\(count(number, "gap")) of a relay \(number == 1 ? "was" : "were") not healed "
            + "(\(gaps.accepted.words)), and accepted, last by \(gaps.word); tlm query --event "
            + "'tlm.relay_*' says which"))
    }
    if gaps.healed.count > 0 {
      let number = gaps.healed.count
      note(
        "relay-healed",
        SafeText.of(
          "\(count(number, "gap")) of a relay \(number == 1 ? "was" : "were") healed by the "
            + "origin (\(gaps.healed.words)): the engine lost or changed lines; tlm query "
            + "--event tlm.relay_gap says which"))
    }
  }
}
