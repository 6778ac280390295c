extension RecordedEvent {
  /// The event of one line by the line rules, read without the parser that reads logs; nil for what is
  /// no event.
  ///
  /// It takes several times as long as that parser, and nothing to begin: for a program that has one
  /// line to read.
  ///
  /// - Parameters:
  ///   - bytes: of the line, without its newline.
  ///   - position: where its first byte stands.
  package init?(reading bytes: ArraySlice<UInt8>, at position: Position = .start) {
    let text = Self.stripped(bytes)
    let line = Array(text)
    let start = JSONScanner.afterSpace(line.span, 0)
    guard start < line.count, line[start] == UInt8(ascii: "{"), JSONGrammar.accepts(line.span)
    else {
      return nil
    }
    let (fields, present) = Self.fields(of: line, from: start)
    let offset = Int64(text.startIndex - bytes.startIndex)
    let bare = Event(
      line: line.span, fields: fields.span,
      position: Position(rawValue: position.rawValue + offset), nameID: .none, time: nil,
      isTimed: false, present: present)
    self.init(bare, name: bare.readName(), reading: bare.readTime(at: nil))
  }

  /// What is left of a line without what is no part of it: a run of NULs, a byte order mark, and the
  /// carriage return of its newline.
  private static func stripped(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var bytes = bytes.drop { $0 == 0 }
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
    return bytes.last == UInt8(ascii: "\r") ? bytes.dropLast() : bytes
  }

  private static func fields(of line: [UInt8], from start: Int) -> ([Field], Event.Keys) {
    var fields: [Field] = []
    var present = Event.Keys()
    let end = line.lastIndex(of: UInt8(ascii: "}")).map { $0 + 1 } ?? line.count
    let text = line.span.extracting(start..<end)
    var scanner = JSONScanner(inside: text)
    while let name = scanner.nextString(), let value = scanner.nextValue() {
      let key =
        Key(text.extracting(name.range), hasEscapes: name.hasEscapes) ?? .unknown
      if key != .unknown { present.insert(key) }
      fields.append(
        Field(
          key: key, keyStart: UInt32(start + name.range.lowerBound), keyLength: name.range.count,
          kind: value.kind, valueStart: UInt32(start + value.range.lowerBound),
          valueLength: UInt32(value.range.count), hasEscapes: value.hasEscapes,
          keyHasEscapes: name.hasEscapes))
    }
    return (fields, present)
  }
}

extension Event {
  /// The number of the name, by the first of its keys that has one.
  fileprivate func readName() -> Event.Name {
    for key in Key.nameKeys where present.contains(key) {
      if let field = field(key), field.kind == .string, field.valueLength > 0 {
        let name = view(of: field)
        return Event.Name(parsing: name.text, hasEscapes: name.hasEscapes)
      }
    }
    return .none
  }
}
