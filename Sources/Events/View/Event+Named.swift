extension Event {
  /// The value of any key by its name: at the top level; else, if the name has dots, along them
  /// into nested objects, as in `usage.input_tokens`. Nil if it is nowhere, or null.
  @_lifetime(copy self)
  public func view(named name: String) -> JSONView? {
    if let field = field(named: name) {
      return field.kind == .null ? nil : view(of: field)
    }
    // Most names lead nowhere: that is told before they are taken apart.
    guard mayLead(along: name.utf8Span.span) else { return nil }
    let steps = name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard let field = field(named: steps[0]) else { return nil }
    var view = view(of: field)
    for step in steps.dropFirst() {
      guard let inner = view.member(step) else { return nil }
      view = inner
    }
    return view.isNull ? nil : view
  }

  /// A string, also an empty one; the name is looked for as in `view(named:)`.
  public func string(_ name: String) -> String? {
    guard let view = view(named: name) else { return nil }
    return read(view, view.string)
  }

  /// An integer of 64 bits, exactly; the name is looked for as in `view(named:)`.
  public func integer(_ name: String) -> Int64? {
    guard let view = view(named: name) else { return nil }
    return read(view, view.integer)
  }

  /// A number as the nearest Double; the name is looked for as in `view(named:)`.
  public func double(_ name: String) -> Double? {
    guard let view = view(named: name) else { return nil }
    return read(view, view.double)
  }

  /// True or false; the name is looked for as in `view(named:)`.
  public func bool(_ name: String) -> Bool? {
    guard let view = view(named: name) else { return nil }
    return read(view, view.bool)
  }

  /// What came of reading a value; nil is noted.
  private func read<Result>(_ view: borrowing JSONView, _ result: Result?) -> Result? {
    if result == nil { noteUnreadable(view) }
    return result
  }

  /// The value, decoded and owned; the name is looked for as in `view(named:)`.
  public func value(named name: String) -> Value? {
    guard let view = view(named: name) else { return nil }
    return view.value
  }

  /// Calls `body` with every top-level member, in the order of the line, duplicates included.
  public func forEachMember<Failure: Error>(
    _ body: (_ key: String, _ value: borrowing JSONView) throws(Failure) -> Void
  ) throws(Failure) {
    for index in fields.indices {
      let field = fields[index]
      try body(name(of: field), view(of: field))
    }
  }

  /// The key of a member of this event, decoded.
  public func name(of field: Field) -> String {
    JSONText.string(keyBytes(of: field), hasEscapes: field.keyHasEscapes)
  }

  /// Whether the name of a member may begin so: quicker to ask than for many names that do.
  package func mayHaveMember(beginningWith prefix: String) -> Bool {
    mayHaveMember(beginningWith: prefix.utf8Span.span)
  }

  private func mayHaveMember(beginningWith prefix: Span<UInt8>) -> Bool {
    for index in fields.indices {
      let field = fields[index]
      if field.keyHasEscapes { return true }
      if let length = field.shortKeyLength, length < prefix.count { continue }
      if begins(field, with: prefix) { return true }
    }
    return false
  }

  /// The last member of that name.
  func field(named name: String) -> Field? { field(named: name, name.utf8Span.span) }

  private func field(named name: String, _ bytes: Span<UInt8>) -> Field? {
    var index = fields.count
    while index > 0 {
      index -= 1
      let field = fields[index]
      if field.keyHasEscapes || field.shortKeyLength == nil {
        if JSONText.equal(keyBytes(of: field), hasEscapes: field.keyHasEscapes, name) {
          return field
        }
      } else if field.shortKeyLength == bytes.count, begins(field, with: bytes) {
        return field
      }
    }
    return nil
  }

  /// Whether a name has dots, and a member may have the name that stands before the first of them.
  private func mayLead(along name: Span<UInt8>) -> Bool {
    var dot = 0
    while dot < name.count, name[dot] != UInt8(ascii: ".") { dot += 1 }
    if dot == name.count { return false }
    for index in fields.indices {
      let field = fields[index]
      // What is spelled otherwise, or long, is looked at more closely.
      if field.keyHasEscapes || field.shortKeyLength == nil { return true }
      if field.shortKeyLength == dot, begins(field, with: name.extracting(0..<dot)) { return true }
    }
    return false
  }

  /// Whether a key of at least as many bytes begins with them.
  private func begins(_ field: Field, with bytes: Span<UInt8>) -> Bool {
    let start = Int(field.keyStart)
    for place in bytes.indices where line[start + place] != bytes[place] { return false }
    return true
  }

  /// The key as it stands between its quotes.
  @_lifetime(copy self)
  private func keyBytes(of field: Field) -> Span<UInt8> {
    let start = Int(field.keyStart)
    let end =
      field.shortKeyLength.map { start + $0 } ?? JSONScanner.closingQuote(line, start).0
    return line.extracting(start..<end)
  }
}
