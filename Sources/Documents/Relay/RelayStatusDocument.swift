package import Relay
package import TLM

/// How a store stands in a relay: what `tlm relay status --json` prints.
package struct RelayStatusDocument: Document {
  private let status: RelayStatus

  package init(_ status: RelayStatus) { self.status = status }

  package var json: Value {
    let sum = status.sum
    return [
      "stream": .string(status.stream), "url": status.engine.map { .string($0) } ?? .null,
      "connected": status.isConnected.map { .bool($0) } ?? .null,
      "weaknesses": .array(status.weaknesses.map { .string($0) }),
      "waiting": .integer(Int64(status.waiting)),
      "behind_events": sum.events.map { .integer($0) } ?? .null,
      "behind_bytes": .integer(sum.bytes), "behind_s": .double(sum.seconds),
      "origins": .array(status.origins.map(Self.value)),
    ]
  }

  private static func value(_ origin: RelayStatus.Origin) -> Value {
    var members = [
      Member("origin", .string(origin.id)), Member("host", .string(origin.words.host)),
      Member("store", .string(origin.words.store)),
      Member("version", .string(origin.words.version)),
      Member("own", .bool(origin.isOwn)),
    ]
    add("pushed", origin.pushed?.offset, origin.pushed?.lines, to: &members)
    add("acknowledged", origin.acknowledged?.offset, origin.acknowledged?.lines, to: &members)
    add("pulled", origin.pulled?.offset, origin.pulled?.lines, to: &members)
    add("verified", origin.verified?.offset, origin.verified?.lines, to: &members)
    members += [
      Member("behind_events", number(origin.behind.events)),
      Member("behind_bytes", .integer(origin.behind.bytes)),
      Member("behind_s", .double(origin.behind.seconds)),
      Member("heard", origin.heard.map { .string($0.description) } ?? .null),
      Member("waiting_since", origin.waitingSince.map { .string($0.description) } ?? .null),
      Member("reason", origin.reason.map { .string($0) } ?? .null),
    ]
    return .object(members)
  }

  /// How far something has come: bytes of the origin's text, and its events.
  private static func add(
    _ name: String, _ offset: Int64?, _ events: Int64?, to members: inout [Member]
  ) {
    members.append(Member("\(name)_offset", number(offset)))
    members.append(Member("\(name)_events", number(events)))
  }

  private static func number(_ number: Int64?) -> Value { number.map { .integer($0) } ?? .null }
}
