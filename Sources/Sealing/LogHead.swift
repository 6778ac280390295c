package import Events

/// What a log was up to a position, as it is kept elsewhere: `POSITION:VALUE`, 85 letters at most.
package struct LogHead: Sendable, Hashable, CustomStringConvertible {
  /// Where a line ends; everything before it is covered.
  package let position: Position
  package let value: ChainValue

  package init(position: Position, value: ChainValue) {
    self.position = position
    self.value = value
  }

  /// `POSITION:VALUE`; nil for any other text.
  package init?(_ text: some StringProtocol) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, let place = Int64(parts[0]), place >= 0,
      let value = ChainValue(parts[1])
    else { return nil }
    self.init(position: Position(rawValue: place), value: value)
  }

  package var description: String { "\(position.rawValue):\(value)" }
}
