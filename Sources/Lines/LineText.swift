package import Events

/// The line of an event, as bytes or as a value.
package enum LineText {
  package static func raw(_ event: borrowing Event) -> [UInt8] {
    let line = event.line
    return unsafe line.withUnsafeBufferPointer { unsafe Array($0) }
  }

  /// The whole line as a JSON value.
  package static func value(_ event: borrowing Event) -> Value? { Value(json: raw(event)) }
}
