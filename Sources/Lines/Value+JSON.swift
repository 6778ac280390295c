public import Events

extension Value {
  /// The value of a JSON text on one line, by the rules by which the lines of a log are read; nil
  /// for anything else.
  ///
  /// ```swift
  /// let limits = Value(json: #"{"per":"day","most":3}"#)
  /// ```
  public init?(json text: String) { self.init(json: Array(text.utf8)) }

  /// The value of the bytes of a JSON text, as above.
  public init?(json bytes: [UInt8]) {
    // The parser reads members of objects, so the text is made one.
    if bytes.contains(UInt8(ascii: "\n")) { return nil }
    let line = Array("{\"value\":".utf8) + bytes + Array("}".utf8)
    let batch = LineParser().parse(LineChunk(line))
    guard batch.count == 1, batch.event(at: 0).fields.count == 1 else { return nil }
    // A look-up takes null for absent; here it is a value.
    self = batch.event(at: 0).value(named: "value") ?? .null
  }
}
