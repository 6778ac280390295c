import Events

/// The fields of a line while they are taken out of it one by one; what is left are attributes.
struct ReturnedFields {
  private(set) var members: [Member]

  init(_ line: Value) { members = line.members }

  /// Takes a field out.
  mutating func take(_ name: String) -> Value? {
    guard let place = members.firstIndex(where: { $0.name == name }) else { return nil }
    return members.remove(at: place).value
  }

  mutating func text(_ name: String) -> String? { take(name)?.text }

  /// What is left, under the names that it came by.
  var attributes: Value {
    let prefix = "attribute."
    return OTLPText.attributes(
      members.map { member in
        let name = member.name
        return Member(
          name.hasPrefix(prefix) ? String(name.dropFirst(prefix.count)) : name, member.value)
      })
  }

  /// The time of the line in nanoseconds.
  mutating func time(_ name: String) -> Int64? {
    text(name).flatMap { Timestamp($0) }.flatMap { $0.rawValue > 0 ? $0.rawValue : nil }
  }
}

/// A message while it is put together; what is absent is left out.
struct MessageParts {
  private(set) var members: [Member] = []

  mutating func add(_ name: String, _ value: Value?) {
    if let value { members.append(Member(name, value)) }
  }

  mutating func add(_ name: String, _ text: String?) { add(name, text.map { .string($0) }) }

  mutating func add(_ name: String, time: Int64?) {
    add(name, time.map { .string(String($0)) })
  }

  var value: Value { .object(members) }
}
