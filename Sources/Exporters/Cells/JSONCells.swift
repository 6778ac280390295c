import Events

/// A row as a JSON object with the names of its columns; what is absent is null.
struct JSONCells: CellSink {
  var bytes: [UInt8] = []
  /// `"name":` of each column.
  private let names: [[UInt8]]
  private var place = 0

  init(_ columns: [ExportColumn]) {
    names = columns.map { column in
      var writer = JSONWriter()
      writer.write(string: column.name)
      writer.byte(":")
      return writer.bytes
    }
  }

  mutating func begin() {
    place = 0
    bytes.append(UInt8(ascii: "{"))
  }

  mutating func end() { bytes.append(UInt8(ascii: "}")) }

  private mutating func next() {
    if place > 0 { bytes.append(UInt8(ascii: ",")) }
    bytes += names[place]
    place += 1
  }

  mutating func absent() {
    next()
    bytes.append("null")
  }

  mutating func number(_ digits: Span<UInt8>) {
    next()
    bytes.append(digits)
  }

  mutating func flag(_ flag: Bool) {
    next()
    bytes.append(flag ? "true" : "false")
  }

  mutating func time(_ time: Timestamp) {
    next()
    bytes.append(UInt8(ascii: "\""))
    time.write(to: &bytes)
    bytes.append(UInt8(ascii: "\""))
  }

  mutating func json(_ text: Span<UInt8>) {
    next()
    LineCleaning.append(text, to: &bytes)
  }

  mutating func text(_ text: Span<UInt8>) {
    next()
    // Sound: the buffer is read while it is lent.
    let text = unsafe text.withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
    JSONWriter.append(to: &bytes) { $0.write(string: text) }
  }
}
