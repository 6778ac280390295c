import Events

/// What a marker says of lines that a relay pulled: how far it had come with their origin before them,
/// and how far it has come with them.
package struct PulledText: Sendable, Equatable {
  /// Where the relay stood before.
  package var before: PulledPlace
  /// Where it goes on: behind these lines, but for lines that come in late in place of others.
  package var after: PulledPlace
  /// Up to where all that was pulled is known to be what the origin pushed.
  package var verified: PulledPlace
  package var lines: Int
  /// Whether the lines stand for others that are in the log already, and are not the origin's, or for
  /// some that are missing before others.
  package var isHealing: Bool
  /// The origin's machine, as it calls itself.
  package var host: String
  /// The folder that holds the origin's store.
  package var store: String
  /// Of their last bytes, as of imported ones.
  package internal(set) var tail: UInt32 = 0

  /// A host and a store of longer names are cut: a marker is a short line.
  package static let nameLimit = 255

  package init(
    from before: PulledPlace, to after: PulledPlace, verified: PulledPlace, lines: Int,
    isHealing: Bool = false, host: String, store: String
  ) {
    self.before = before
    self.after = after
    self.verified = verified
    self.lines = lines
    self.isHealing = isHealing
    self.host = Self.cut(host)
    self.store = Self.cut(store)
  }

  private static func cut(_ name: String) -> String {
    var name = name
    while name.utf8.count > nameLimit { name.removeLast() }
    return name
  }

  var members: [Member] {
    [
      Member("origin_position", .integer(after.position)),
      Member("chain", .string(after.chain?.text ?? "")), Member("next", .integer(after.offset)),
      Member("total", .integer(after.lines)), Member("lines", .integer(Int64(lines))),
      Member("before", .string(before.text)), Member("verified", .string(verified.text)),
      Member("healing", .bool(isHealing)), Member("host", .string(host)),
      Member("folder", .string(store)), Member("tail", .string(Checksum.text(tail))),
    ]
  }

  /// What stands behind a marker's other members, up to the end of its line.
  init?(rest text: Substring) {
    var rest = text
    func value(after key: String, until end: String) -> Substring? {
      guard rest.hasPrefix(key), let stop = rest.dropFirst(key.count).firstRange(of: end) else {
        return nil
      }
      defer { rest = rest[stop.lowerBound...] }
      return rest[rest.index(rest.startIndex, offsetBy: key.count)..<stop.lowerBound]
    }
    guard let position = value(after: ",\"origin_position\":", until: ",").flatMap({ Int64($0) }),
      let chain = value(after: ",\"chain\":\"", until: "\""),
      let offset = value(after: "\",\"next\":", until: ","),
      let total = value(after: ",\"total\":", until: ","),
      let lines = value(after: ",\"lines\":", until: ",").flatMap({ Int($0) }), lines >= 0,
      let before = value(after: ",\"before\":\"", until: "\"").flatMap(PulledPlace.init(text:)),
      let verified = value(after: "\",\"verified\":\"", until: "\"").flatMap(
        PulledPlace.init(text:)),
      let healing = value(after: "\",\"healing\":", until: ","),
      let host = value(after: ",\"host\":\"", until: "\",\"folder\":"),
      let store = value(after: "\",\"folder\":\"", until: "\",\"tail\":"),
      let tail = value(after: "\",\"tail\":\"", until: "\"").flatMap({ UInt32($0, radix: 16) }),
      rest == "\"}"
    else { return nil }
    guard let after = PulledPlace(text: "\(offset):\(position):\(total):\(chain)") else {
      return nil
    }
    self.init(
      from: before, to: after, verified: verified, lines: lines, isHealing: healing == "true",
      host: JSONText.unescape(Array(host.utf8).span),
      store: JSONText.unescape(Array(store.utf8).span))
    self.tail = tail
  }
}
