extension Event {
  /// The value of any key by its name: at the top level; else, if the name has dots, along them
  /// into nested objects, as in `usage.input_tokens`. Nil if it is nowhere, or null.
  @_lifetime(copy self)
  public func view(named name: String) -> JSONView? {
    if let field = field(named: name) {
      return field.kind == .null ? nil : view(of: field)
    }
    guard name.utf8.contains(UInt8(ascii: ".")) else { return nil }
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

  /// The last member of that name.
  func field(named name: String) -> Field? {
    let length = name.utf8.count
    var index = fields.count
    while index > 0 {
      index -= 1
      let field = fields[index]
      if !field.keyHasEscapes, let count = field.shortKeyLength, count != length { continue }
      if JSONText.equal(keyBytes(of: field), hasEscapes: field.keyHasEscapes, name) {
        return field
      }
    }
    return nil
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
