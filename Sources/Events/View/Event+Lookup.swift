extension Event {
  /// Whether the line has the key at its top level, whatever its value.
  @inlinable
  public func contains(_ key: Key) -> Bool { present.contains(key) }

  /// The value of a key: at the top level, else in `metadata`, `data` or `payload`.
  /// Nil if it is nowhere; `null` counts as absent.
  @_lifetime(copy self)
  public func view(_ key: Key) -> JSONView? {
    if present.contains(key), let field = field(key), field.kind != .null { return view(of: field) }
    guard !present.isDisjoint(with: Self.containers) else { return nil }
    return nested(key)
  }

  /// A string that is not empty; the key is looked for as in `view(_:)`.
  public func string(_ key: Key) -> String? { text(Spelling.only(key)) }

  /// An integer of 64 bits, exactly; the key is looked for as in `view(_:)`.
  public func integer(_ key: Key) -> Int64? { integer(under: Spelling.only(key)) }

  /// A number as the nearest Double; the key is looked for as in `view(_:)`.
  public func double(_ key: Key) -> Double? { first(Spelling.only(key)) { $0.double } }

  /// True or false; the key is looked for as in `view(_:)`.
  public func bool(_ key: Key) -> Bool? { first(Spelling.only(key)) { $0.bool } }

  /// The value, decoded and owned; the key is looked for as in `view(_:)`.
  public func value(_ key: Key) -> Value? {
    guard let view = view(key) else { return nil }
    return view.value
  }

  /// Calls `body` with every member of the object under `key`, in the order of the line; does
  /// nothing if there is no object.
  public func forEachMember<Failure: Error>(
    of key: Key, _ body: (_ key: String, _ value: borrowing JSONView) throws(Failure) -> Void
  ) throws(Failure) {
    guard let view = view(key) else { return }
    try view.forEachMember(body)
  }
}

extension Event {
  static let containers = Event.Keys(Key.containers)

  /// The last top-level member with that key.
  @inlinable
  package func field(_ key: Key) -> Field? {
    var index = fields.count
    while index > 0 {
      index -= 1
      // By the numbers: to compare keys would be a call wherever this is inlined.
      if UInt16(truncatingIfNeeded: fields[index].bits) == key.rawValue { return fields[index] }
    }
    return nil
  }

  @_lifetime(copy self)
  package func view(of field: Field) -> JSONView {
    JSONView(kind: field.kind, text: text(of: field), hasEscapes: field.hasEscapes)
  }

  /// The bytes of a member's value; of a string what stands between its quotes.
  @_lifetime(copy self)
  @inlinable
  package func text(of field: Field) -> Span<UInt8> {
    let start = Int(field.valueStart)
    return line.extracting(start..<start + Int(field.valueLength))
  }

  /// The number that a member is, where it is one of few digits.
  @inlinable
  package func plainNumber(of field: Field) -> PlainNumber? {
    field.isNumber ? PlainNumber(text(of: field)) : nil
  }

  /// The first value under one of the spellings that `read` takes: at the top level, then inside
  /// each of `metadata`, `data` and `payload`.
  func first<Result>(
    _ spelling: Spelling, _ read: (borrowing JSONView) -> Result?
  ) -> Result? {
    guard !present.isDisjoint(with: spelling.reachable) else { return nil }
    // Nearly always there is one place to look at.
    if let key = present.only(in: spelling.reachable), !Self.containers.contains(key) {
      return top(key, read)
    }
    for key in spelling.keys where present.contains(key) {
      if let result = top(key, read) { return result }
    }
    guard !present.isDisjoint(with: Self.containers) else { return nil }
    for container in Key.containers where present.contains(container) {
      guard let field = field(container), field.kind == .object else { continue }
      let object = view(of: field)
      for key in spelling.keys {
        guard let view = object.member(key.spelling) else { continue }
        if let result = read(view) { return result }
        noteUnreadable(view)
      }
    }
    return nil
  }

  /// What `read` takes of a value at the top level.
  @inline(__always)
  private func top<Result>(_ key: Key, _ read: (borrowing JSONView) -> Result?) -> Result? {
    guard let field = field(key) else { return nil }
    let view = view(of: field)
    if let result = read(view) { return result }
    noteUnreadable(view)
    return nil
  }

  func text(_ spelling: Spelling) -> String? {
    first(spelling) { $0.nonEmptyString }
  }

  /// What a key names: a text that is not empty, or a whole number as it is written; the key is looked
  /// for as in `view(_:)`.
  package func id(_ key: Key) -> String? { id(Spelling.only(key)) }

  /// An id: a text that is not empty, or a whole number as it is written.
  func id(_ spelling: Spelling) -> String? {
    first(spelling) { $0.id }
  }

  func integer(under spelling: Spelling) -> Int64? { first(spelling) { $0.integer } }

  @_lifetime(copy self)
  private func nested(_ key: Key) -> JSONView? {
    for container in Key.containers where present.contains(container) {
      guard let field = field(container) else { continue }
      if let view = view(of: field).member(key.spelling), !view.isNull { return view }
    }
    return nil
  }
}

extension JSONView {
  /// What it names, if it is an id: a text that is not empty, or a whole number as it is written.
  package var id: String? { isID ? string ?? JSONText.string(text, hasEscapes: false) : nil }
}
