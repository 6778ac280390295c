/// A message that a consumer was given, and where it stands in the stream.
package struct EngineDelivery: Sendable, Equatable {
  package let message: EngineMessage
  /// Its number in the stream.
  package let sequence: UInt64
  /// How often it was given by now, this time among them.
  package let deliveries: Int
  /// When the stream took it, in nanoseconds since 1970.
  package let time_ns: Int64
  /// Messages behind it that the consumer has not been given.
  package let pending: Int

  /// Nil for what is no delivery: the subject that it is acknowledged at says all of it.
  package init?(_ message: EngineMessage) {
    // $JS.ACK.<stream>.<consumer>.<deliveries>.<sequence>.<of the consumer>.<time>.<pending>; newer
    // engines put domain and account before the stream, and a word behind all.
    guard let parts = message.reply?.split(separator: "."), parts.count >= 9,
      parts[0] == "$JS", parts[1] == "ACK"
    else { return nil }
    let start = parts.count >= 11 ? 6 : 4
    guard let deliveries = Int(parts[start]), let sequence = UInt64(parts[start + 1]),
      let time = Int64(parts[start + 3]), let pending = Int(parts[start + 4])
    else { return nil }
    self.message = message
    (self.sequence, self.deliveries) = (sequence, deliveries)
    (self.time_ns, self.pending) = (time, pending)
  }
}
