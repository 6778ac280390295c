package import Events

/// A line of an origin's log, as a relay carries it.
package struct RelayLine: Sendable, Equatable {
  /// Where it begins in the origin's log.
  package let position: Position
  /// Where it begins in the relayed text.
  package let offset: Int64
  /// Its resolved time, where the line itself has none and one is known.
  package let time: Timestamp?
  /// As it stands in the log, without its end.
  package let bytes: [UInt8]

  package init(position: Position, offset: Int64, time: Timestamp? = nil, bytes: [UInt8]) {
    (self.position, self.offset, self.time, self.bytes) = (position, offset, time, bytes)
  }

  /// Where the next one begins in the relayed text.
  package var next: Int64 { offset + Int64(bytes.count) + 1 }
}
