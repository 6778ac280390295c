package import Events

/// The line of an event, as bytes or as a value.
package enum LineText {
  package static func raw(_ event: borrowing Event) -> [UInt8] {
    let line = event.line
    return unsafe line.withUnsafeBufferPointer { unsafe Array($0) }
  }

  /// The whole line as a JSON value.
  package static func value(_ event: borrowing Event) -> Value? {
    let wrapped = Array("{\"line\":".utf8) + raw(event) + Array("}".utf8)
    let batch = LineParser().parse(LineChunk(wrapped))
    guard batch.count == 1 else { return nil }
    return batch.event(at: 0).value(named: "line")
  }
}
