package import Events

/// Where the cells of a row go, one after the other.
package protocol CellSink {
  /// There is nothing to say.
  mutating func absent()
  /// A text, decoded, in UTF-8.
  mutating func text(_ text: Span<UInt8>)
  /// A number as JSON writes it.
  mutating func number(_ digits: Span<UInt8>)
  mutating func flag(_ flag: Bool)
  mutating func time(_ time: Timestamp)
  /// An object or an array, as it stands in its line.
  mutating func json(_ text: Span<UInt8>)
}

extension CellSink {
  package mutating func text(_ text: String?) {
    guard let text else { return absent() }
    self.text(text.utf8Span.span)
  }

  package mutating func integer(_ number: Int64?) {
    guard let number else { return absent() }
    self.number(String(number).utf8Span.span)
  }

  package mutating func double(_ number: Double?) {
    guard let number, number.isFinite else { return absent() }
    self.number(number.description.utf8Span.span)
  }

  /// A length of time, in seconds.
  mutating func seconds(_ length: Nanoseconds?) {
    guard let length else { return absent() }
    number(length.secondsText.utf8Span.span)
  }

  /// Any value of a line; null says nothing.
  mutating func value(_ view: borrowing JSONView) {
    switch view.kind {
    case .null: absent()
    case .true: flag(true)
    case .false: flag(false)
    case .integer, .decimal: number(view.text)
    case .object, .array: json(view.text)
    case .string:
      if view.hasEscapes { text(view.string) } else { text(view.text) }
    }
  }
}

extension [UInt8] {
  /// Adds the bytes of a span.
  mutating func append(_ span: Span<UInt8>) {
    // Sound: the buffer is read while it is lent.
    unsafe span.withUnsafeBufferPointer { unsafe append(contentsOf: $0) }
  }

  mutating func append(_ text: StaticString) {
    text.withUTF8Buffer { unsafe append(contentsOf: $0) }
  }
}
