extension JSONView {
  /// Calls `body` with every member of an object, in the order of the line; duplicates included.
  /// Does nothing for other kinds.
  public func forEachMember<Failure: Error>(
    _ body: (_ key: String, _ value: borrowing JSONView) throws(Failure) -> Void
  ) throws(Failure) {
    guard kind == .object else { return }
    var scanner = JSONScanner(inside: text)
    while let key = scanner.nextString() {
      let name = JSONText.string(text.extracting(key.range), hasEscapes: key.hasEscapes)
      guard let place = scanner.nextValue() else { return }
      try body(name, view(of: place))
    }
  }

  /// Calls `body` with the members of an object that count: of equal names, told by their bytes, the
  /// last.
  ///
  /// - Parameter body: gets to know the name as a string of the line, and the value.
  package func forEachLastMember(
    _ body: (_ name: borrowing JSONView, _ value: borrowing JSONView) -> Void
  ) {
    guard kind == .object else { return }
    var members: [(name: JSONScanner.Place, value: JSONScanner.Place)] = []
    members.reserveCapacity(8)
    var hasEscapes = false
    var scanner = JSONScanner(inside: text)
    while let name = scanner.nextString(), let value = scanner.nextValue() {
      hasEscapes = hasEscapes || name.hasEscapes
      members.append((name, value))
    }
    // Of a few, each is compared with those behind it; of many, that would be without end.
    if hasEscapes || members.count > Self.fewMembers {
      var last: [Label: Int] = [:]
      func label(_ name: JSONScanner.Place) -> Label { Label(view(of: name).string ?? "") }
      for (place, member) in members.enumerated() { last[label(member.name)] = place }
      for (place, member) in members.enumerated() where last[label(member.name)] == place {
        body(view(of: member.name), view(of: member.value))
      }
      return
    }
    for place in members.indices {
      let (name, value) = members[place]
      var later = place + 1
      while later < members.count, !areEqual(members[later].name.range, name.range) { later += 1 }
      if later == members.count { body(view(of: name), view(of: value)) }
    }
  }

  private static let fewMembers = 16

  private func areEqual(_ left: Range<Int>, _ right: Range<Int>) -> Bool {
    guard left.count == right.count else { return false }
    for offset in 0..<left.count
    where text[left.lowerBound + offset] != text[right.lowerBound + offset] { return false }
    return true
  }

  /// Calls `body` with the members of an object that have a well-known key and count: of equal keys the
  /// last.
  func forEachKnownMember(_ body: (_ key: Key, _ value: borrowing JSONView) -> Void) {
    guard kind == .object else { return }
    var found: [(key: Key, place: JSONScanner.Place)] = []
    var scanner = JSONScanner(inside: text)
    while let name = scanner.nextString() {
      guard let place = scanner.nextValue() else { break }
      guard let key = Key(text.extracting(name.range), hasEscapes: name.hasEscapes) else {
        continue
      }
      if let known = found.firstIndex(where: { $0.key == key }) {
        found[known].place = place
      } else {
        found.append((key, place))
      }
    }
    for (key, place) in found { body(key, view(of: place)) }
  }

  /// Calls `body` with every element of an array, in order. Does nothing for other kinds.
  public func forEachElement<Failure: Error>(
    _ body: (_ element: borrowing JSONView) throws(Failure) -> Void
  ) throws(Failure) {
    guard kind == .array else { return }
    var scanner = JSONScanner(inside: text)
    while let place = scanner.nextValue() { try body(view(of: place)) }
  }

  /// Whether it is a string of just these bytes, told without a copy of it.
  package func spells(_ text: String) -> Bool {
    kind == .string && JSONText.equal(self.text, hasEscapes: hasEscapes, text)
  }

  /// The last member of that name; nil for other kinds and for absent members.
  @_lifetime(copy self)
  public func member(_ name: String) -> JSONView? {
    guard kind == .object else { return nil }
    var scanner = JSONScanner(inside: text)
    var found: JSONScanner.Place?
    while let key = scanner.nextString() {
      guard let place = scanner.nextValue() else { return nil }
      if JSONText.equal(text.extracting(key.range), hasEscapes: key.hasEscapes, name) {
        found = place
      }
    }
    guard let found else { return nil }
    return view(of: found)
  }

  @_lifetime(copy self)
  private func view(of place: JSONScanner.Place) -> JSONView {
    JSONView(
      kind: place.kind, text: text.extracting(place.range), hasEscapes: place.hasEscapes)
  }
}

extension JSONText {
  /// Whether a key, as it stands between its quotes, spells `name`.
  static func equal(_ bytes: Span<UInt8>, hasEscapes: Bool, _ name: String) -> Bool {
    if hasEscapes { return unescape(bytes).utf8.elementsEqual(name.utf8) }
    var name = name
    return name.withUTF8 { other in
      guard other.count == bytes.count else { return false }
      for index in bytes.indices where unsafe other[index] != bytes[index] { return false }
      return true
    }
  }
}
