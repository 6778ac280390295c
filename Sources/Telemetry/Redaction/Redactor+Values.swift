import Events

/// Members and their values, at any depth.
extension Redactor {
  /// The members of an object, without those that are dropped.
  func members(_ members: [Member], _ report: inout RedactionReport) -> [Member] {
    var result: [Member] = []
    result.reserveCapacity(members.count)
    let named = namedSecret(members)
    for (place, member) in members.enumerated() {
      if isDropped(member.name, &report) { continue }
      let name = redacted(member.name, &report)
      let kind = named?.place == place ? named?.kind : Self.kind(ofName: name)
      result.append(Member(name, value(member.value, of: member.name, kind, &report)))
    }
    return result
  }

  /// What a name says about its value; one in which something is hidden says nothing.
  private static func kind(ofName name: String) -> SecretName? {
    name.utf8.last == UInt8(ascii: "]") ? nil : SecretName(name)
  }

  /// Whether the rules leave a member out.
  func isDropped(_ name: String, _ report: inout RedactionReport) -> Bool {
    guard !rules.fields.isEmpty, rules.fields[name] == .drop else { return false }
    report.note("drop")
    return true
  }

  /// The value of a member.
  ///
  /// - Parameter kind: what its name says about it.
  private func value(
    _ value: Value, of name: String, _ kind: SecretName?, _ report: inout RedactionReport
  ) -> Value {
    switch rules.fields.isEmpty ? nil : rules.fields[name] {
    case .hash: return hashed(value, &report)
    case .keep(let count): return kept(count, of: value, &report)
    case .drop, nil: return self.value(value, kind, &report)
    }
  }

  /// A value without secrets: all of it where its name says that it is one.
  func value(_ value: Value, _ kind: SecretName?, _ report: inout RedactionReport) -> Value {
    switch value {
    case .string(let text):
      guard let kind, hides(text, kind) else { return .string(redacted(text, &report)) }
      report.note(kind.rule)
      return .string(String(decoding: Redacted.mark(kind.rule), as: UTF8.self))
    case .array(let elements): return .array(self.elements(elements, kind, &report))
    case .object(let members): return .object(self.members(members, &report))
    case .null, .bool, .integer, .unsigned, .double: return value
    }
  }

  /// The elements of an array; behind an option like `--password` stands its value, as in a shell.
  private func elements(
    _ elements: [Value], _ kind: SecretName?, _ report: inout RedactionReport
  ) -> [Value] {
    var before: SecretName?
    var key = SplitKey()
    return elements.map { element in
      defer { before = element.text.flatMap(Self.option) }
      if key.hides(element.text?.utf8 ?? "".utf8), let text = element.text, !text.isEmpty {
        report.note("pem")
        return .string(String(decoding: SplitKey.mark, as: UTF8.self))
      }
      if let before, let text = element.text, !text.hasPrefix("-") {
        return value(element, before, &report)
      }
      return value(element, kind, &report)
    }
  }

  /// What an argument says about the one behind it.
  private static func option(_ text: String) -> SecretName? {
    guard text.hasPrefix("-"), text.utf8.count <= SecretName.longest,
      text.utf8.allSatisfy(\.isTokenLetter)
    else { return nil }
    return SecretName(text)
  }

  /// The member that another one names, as in `{"name":"Authorization","value":"…"}`.
  private func namedSecret(_ members: [Member]) -> (place: Int, kind: SecretName)? {
    guard let place = members.firstIndex(where: { $0.name == "value" || $0.name == "Value" }) else {
      return nil
    }
    for member in members where ["name", "key", "Name", "Key"].contains(member.name) {
      if let name = member.value.text, let kind = SecretName(name) { return (place, kind) }
    }
    return nil
  }

  /// Whether a text is hidden because of what it is called; of one that was cut, what is left of it counts.
  private func hides(_ text: String, _ kind: SecretName) -> Bool {
    let bytes = Array(Truncation.withoutMark(text))
    let all = 0..<bytes.count
    if bytes.isEmpty || Redacted.end(in: bytes, at: 0) == bytes.count { return false }
    if !kind.hides(Letters(bytes, all)) || isAllowed(all, in: bytes) { return false }
    if kind == .auth { return Base64.isNameAndPassword(bytes) }
    return kind != .directory || !bytes.isPath(all)
  }

  private func hashed(_ value: Value, _ report: inout RedactionReport) -> Value {
    if value == .null { return value }
    let text = value.text ?? JSONWriter.text(of: value)
    if text.hasPrefix(Self.hashPrefix) || text == Self.hashMark { return .string(text) }
    report.note("hash")
    return .string(hash(text).map { Self.hashPrefix + $0 } ?? Self.hashMark)
  }

  private func kept(_ count: Int, of value: Value, _ report: inout RedactionReport) -> Value {
    let redacted = self.value(value, nil, &report)
    if redacted == .null { return redacted }
    let text = redacted.text ?? JSONWriter.text(of: redacted)
    let beginning = text.prefix(max(0, count))
    guard beginning.endIndex < text.endIndex else { return redacted }
    let short = Truncation.withoutHalfMark(beginning) + Self.keepMark
    if short == text { return redacted }
    report.note("keep")
    return .string(String(short))
  }

  private static let hashPrefix = "hmac-sha256:"
  private static let hashMark = "[redacted:hash]"
  private static let keepMark = "[redacted:keep]"
}
