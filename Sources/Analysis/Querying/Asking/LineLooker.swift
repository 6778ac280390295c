package import TLM

/// Copies the lines of events, each with a newline behind it.
struct LineLooker: EventLooker {
  private var found = FoundLines()
  var asksForTime: Bool { false }

  mutating func look(at event: borrowing Event) {
    found.bytes += LineText.raw(event)
    found.bytes.append(UInt8(ascii: "\n"))
    found.count += 1
  }

  mutating func takeFound() -> FoundLines {
    defer { found = FoundLines() }
    return found
  }
}

/// Lines of some events.
package struct FoundLines: Sendable {
  package fileprivate(set) var bytes: [UInt8] = []
  package fileprivate(set) var count = 0
}

extension Store {
  /// Hands on the lines of the events that meet a query, as they stand in the log, many at a time.
  ///
  /// - Parameter take: gets lines in the order of the query; false is enough.
  /// - Throws: as `query`, and whatever `take` throws.
  package func lines(
    of query: Query, progress: (_ done: Int64, _ of: Int64) -> Void = { _, _ in },
    _ take: (FoundLines) throws -> Bool
  ) throws -> Query.Explanation {
    try scan(query, LineLooker(), progress: progress) { found in
      found.count == 0 ? true : try take(found)
    }.0
  }
}

/// Looks at events and keeps nothing: who runs it counts.
struct CountLooker: EventLooker {
  var asksForTime: Bool { false }
  mutating func look(at event: borrowing Event) {}
  mutating func takeFound() {}
}

extension Store {
  /// How many events meet a query, as `matched` of what is returned.
  ///
  /// - Throws: as `query`.
  package func count(
    of query: Query, progress: (_ done: Int64, _ of: Int64) -> Void = { _, _ in }
  ) throws -> Query.Explanation {
    try scan(query, CountLooker(), progress: progress) { _ in true }.0
  }
}
