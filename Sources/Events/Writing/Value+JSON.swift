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
    // What steps through values steps inside of brackets; they count as the object of a line does.
    let whole = Array("[".utf8) + bytes + Array("]".utf8)
    guard !bytes.contains(UInt8(ascii: "\n")), JSONGrammar.accepts(whole.span) else { return nil }
    var scanner = JSONScanner(inside: whole.span)
    guard let place = scanner.nextValue(), scanner.nextValue() == nil else { return nil }
    let text = whole.span.extracting(place.range)
    self = JSONView(kind: place.kind, text: text, hasEscapes: place.hasEscapes).value
  }
}
