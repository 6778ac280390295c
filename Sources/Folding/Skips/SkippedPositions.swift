package import Events

/// Events that a projection passes over, by the positions of their lines.
package struct SkippedPositions: Sendable, Equatable {
  /// In ascending order, each once.
  let all: [Position]

  package init(_ positions: [Position] = []) { all = Set(positions).sorted() }

  /// Whether any of them lies in this part of the log.
  func touches(_ part: Range<Position>) -> Bool {
    !all.isEmpty && all.contains { part.contains($0) }
  }

  func contains(_ position: Position) -> Bool { all.contains(position) }

  /// Those before the end of a fold.
  func before(_ end: Position) -> [Position] { all.filter { $0 < end } }
}
