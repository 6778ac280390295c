package import Events

/// How a store is pushed.
package struct PushOptions: Sendable {
  package var address: EngineAddress
  package var subject: RelaySubject
  /// Which events are pushed from now on.
  package var filter = PushFilter.all
  /// Makes a filter of the words that a checkpoint kept.
  package var read: @Sendable (Value) throws -> Filter
  /// Copies that a stream is made with; nil: three where there are three nodes.
  package var replicas: Int?
  /// What the origin calls itself.
  package var words: OriginWords
  /// How often a head goes along.
  package var headPace = Duration.seconds(60)
  /// Told what keeps it from going on, and when it goes on.
  package var told: @Sendable (String) -> Void = { _ in }

  package init(
    to address: EngineAddress, _ subject: RelaySubject, as words: OriginWords,
    reading read: @escaping @Sendable (Value) throws -> Filter
  ) {
    (self.address, self.subject, self.words, self.read) = (address, subject, words, read)
  }
}
