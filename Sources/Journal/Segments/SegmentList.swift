package import Events
package import SystemCalls

/// The segments of a log as their names say, oldest first.
package struct SegmentList: Sendable, Equatable {
  package var bases: [Position]
  /// Segments that somebody began to seal and has not finished.
  package var intents: [Position]

  package init(_ layout: StoreLayout) throws(SystemError) {
    bases = []
    intents = []
    for name in try Folder.names(in: layout.log) {
      if let base = StoreLayout.base(ofSegment: name) { bases.append(base) }
      if name.hasSuffix(".next"),
        let base = StoreLayout.base(ofSegment: name.dropLast(5) + ".jsonl")
      {
        intents.append(base)
      }
    }
  }

  /// The segment that takes appends.
  package var last: Position? { bases.last }

  /// Where the segment at `base` ends because another begins there; nil for the last one.
  package func end(of base: Position) -> Position? {
    bases.first { $0 > base }
  }

  /// The segment in which `position` lies; nil before the first.
  package func base(containing position: Position) -> Position? {
    bases.last { $0 <= position }
  }
}
