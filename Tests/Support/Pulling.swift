import Events
package import Journal

/// A text as an origin pushes it, and who pulls it into a log without an engine: in tests of the log.
package struct PulledLog: Sendable {
  package let origin: String
  package var host = "build-7"
  /// Lines that one run brings at most.
  package var batch = 8

  package init(_ origin: String = "0123456789abcdef0123456789abcdef") { self.origin = origin }

  /// Where the text goes on behind so many bytes of it; every line takes twice its bytes in the origin's
  /// log.
  package static func place(_ offset: Int) -> PulledPlace {
    let word = String(offset, radix: 16)
    let chain = String(repeating: "0", count: 64 - word.utf8.count) + word
    return PulledPlace(
      offset: Int64(offset), position: Int64(2 * offset), lines: Int64(offset / 10),
      chain: PulledChain(text: chain[...]))
  }

  /// Brings what is missing of a text into a log.
  package func pull(_ lines: [String], into log: EventLog) throws {
    var ledger = try log.pullLedger()
    var standing = try log.standing(after: ledger.last[origin])
    var place = standing.place
    var offset = 0
    var rest: [String] = []
    for line in lines {
      if offset >= place.offset { rest.append(line) }
      offset += line.utf8.count + 1
    }
    while !rest.isEmpty {
      var first = place
      var taken: [String] = []
      for line in rest.prefix(batch) {
        place = Self.place(Int(place.offset) + line.utf8.count + 1)
        if standing.holds(Array(line.utf8)) { first = place } else { taken.append(line) }
      }
      rest.removeFirst(min(batch, rest.count))
      if taken.isEmpty { continue }
      let text = PulledText(
        from: first, to: place, verified: standing.verified, lines: taken.count,
        host: host, store: "work")
      let bytes = Array(taken.map { $0 + "\n" }.joined().utf8)
      let step = try log.appendPulled(
        PulledLines(bytes, from: first.offset, text, time: .init(rawValue: 0)), of: origin,
        knowing: ledger.through)
      ledger.note(step)
      if case .overtaken = step { return try pull(lines, into: log) }
    }
    log.keep(ledger)
  }
}
