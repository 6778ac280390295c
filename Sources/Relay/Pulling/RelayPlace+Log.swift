import Events
import Journal

extension RelayPlace {
  /// The place as a marker of the log has it.
  ///
  /// - Parameter isChainKnown: false where lines are missing of which nobody knows what they were.
  func pulled(isChainKnown: Bool = true) -> PulledPlace {
    PulledPlace(
      offset: offset, position: position.rawValue, lines: lines,
      chain: isChainKnown ? PulledChain(bytes: chain.bytes) : nil)
  }

  /// What a marker of the log says; a chain that nobody knows is that of nothing.
  init(_ place: PulledPlace) {
    self.init(
      position: Position(rawValue: place.position), offset: place.offset, lines: place.lines,
      chain: place.chain.flatMap { RelayChain(hex: $0.text) } ?? .start)
  }
}
