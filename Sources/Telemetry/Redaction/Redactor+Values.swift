import Events

/// Members and their values, at any depth.
extension Redactor {
  /// The members of an object, without those that are dropped.
  ///
  /// - Parameter inherited: what the name of the object says about a value that is wrapped in it.
  func members(
    _ members: [Member], of inherited: SecretName? = nil, _ report: inout RedactionReport
  ) -> [Member] {
    var result: [Member] = []
    result.reserveCapacity(members.count)
    let named = namedSecret(members)
    let command = members.first { Self.commands.contains($0.name) }?.value.text
    for (place, member) in members.enumerated() {
      if isDropped(member.name, &report) { continue }
      let name = redacted(member.name, &report)
      let kind =
        named?.place == place
        ? named?.kind
        : Self.kind(ofName: name)
          ?? (Self.wrappers.contains(member.name) ? inherited : nil)
      let role = ArrayRole(ofName: member.name, command: command)
      result.append(Member(name, value(member.value, of: member.name, kind, role, &report)))
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
    _ value: Value, of name: String, _ kind: SecretName?, _ role: ArrayRole,
    _ report: inout RedactionReport
  ) -> Value {
    switch rules.fields.isEmpty ? nil : rules.fields[name] {
    case .hash: return hashed(value, &report)
    case .keep(let count): return kept(count, of: value, &report)
    case .drop, nil: return self.value(value, kind, as: role, &report)
    }
  }

  /// A value without secrets: all of it where its name says that it is one.
  func value(
    _ value: Value, _ kind: SecretName?, as role: ArrayRole = .list, _ report: inout RedactionReport
  ) -> Value {
    switch value {
    case .string(let text):
      guard let kind, hides(text, kind) else { return .string(redacted(text, &report)) }
      report.note(kind.rule)
      return .string(String(decoding: Redacted.mark(kind.rule), as: UTF8.self))
    case .array(let elements): return .array(self.elements(elements, kind, role, &report))
    case .object(let members): return .object(self.members(members, of: kind, &report))
    case .null, .bool, .integer, .unsigned, .double: return value
    }
  }

  /// The member that another one names, as in `{"name":"Authorization","value":"…"}`.
  private func namedSecret(_ members: [Member]) -> (place: Int, kind: SecretName)? {
    guard let place = members.firstIndex(where: { $0.name == "value" || $0.name == "Value" }) else {
      return nil
    }
    for member in members where Self.naming.contains(member.name) {
      guard let name = member.value.text, !name.contains(Self.mark) else { continue }
      if let kind = SecretName(name) { return (place, kind) }
    }
    return nil
  }

  /// Whether a text is hidden because of what it is called; of one that was cut, what is left of it counts.
  func hides(_ text: String, _ kind: SecretName) -> Bool {
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

  /// Members of which the value is a name for the member beside it.
  private static let naming: Set<String> = ["name", "key", "Name", "Key", "variable"]
  /// Members in which the value stands that the name of their object is about.
  private static let wrappers: Set<String> = [
    "value", "Value", "values", "stringValue", "string_value", "bytesValue", "arrayValue",
  ]
  private static let commands: Set<String> = ["command", "cmd", "program", "executable"]
  private static let mark = "[redacted:"
  private static let hashPrefix = "hmac-sha256:"
  private static let hashMark = "[redacted:hash]"
  private static let keepMark = "[redacted:keep]"
}
