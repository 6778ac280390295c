import Events

/// Attributes: there are more of them than of everything else.
extension ProtobufReader {
  /// A key and its value, which stand in the next run.
  mutating func member(_ depth: Int) -> Member? {
    guard let outer = enter(depth) else { return nil }
    var (key, value) = ("", Value.null)
    while place < end {
      guard let tag = varint() else { return nil }
      switch tag {
      case 1 << 3 | 2:
        guard let text = text() else { return nil }
        key = text
      case 2 << 3 | 2:
        guard let inner = any(depth + 1) else { return nil }
        value = inner
      default: guard pass(tag, upTo: 2, depth) else { return nil }
      }
    }
    end = outer
    return Member(key, value)
  }

  /// A value of any type, which stands in the next run.
  private mutating func any(_ depth: Int) -> Value? {
    guard let outer = enter(depth) else { return nil }
    var value = Value.null
    while place < end {
      guard let tag = varint(), let read = any(tag, depth, before: value) else { return nil }
      value = read
    }
    end = outer
    return value
  }

  private mutating func any(_ tag: UInt64, _ depth: Int, before: Value) -> Value? {
    switch tag {
    case 1 << 3 | 2: text().map { .string($0) }
    case 2 << 3: varint().map { .bool($0 != 0) }
    case 3 << 3: varint().map { .integer(Int64(bitPattern: $0)) }
    case 4 << 3 | 1: fixed(8).map { OTLPNumber.value(of: Double(bitPattern: $0)) }
    case 5 << 3 | 2: list(depth + 1)
    case 6 << 3 | 2: members(depth + 1)
    case 7 << 3 | 2: run().map { .string(Base64.text(of: bytes[$0])) }
    default: pass(tag, upTo: 7, depth) ? before : nil
    }
  }

  private mutating func list(_ depth: Int) -> Value? {
    guard let outer = enter(depth) else { return nil }
    var values: [Value] = []
    while place < end {
      guard let tag = varint() else { return nil }
      if tag == 1 << 3 | 2 {
        guard let value = any(depth + 1) else { return nil }
        values.append(value)
      } else if !pass(tag, upTo: 1, depth) {
        return nil
      }
    }
    end = outer
    return .array(values)
  }

  private mutating func members(_ depth: Int) -> Value? {
    guard let outer = enter(depth) else { return nil }
    var members: [Member] = []
    while place < end {
      guard let tag = varint() else { return nil }
      if tag == 1 << 3 | 2 {
        guard let member = member(depth + 1) else { return nil }
        members.append(member)
      } else if !pass(tag, upTo: 1, depth) {
        return nil
      }
    }
    end = outer
    return .object(members)
  }

  private mutating func text() -> String? {
    run().flatMap { String(validating: bytes[$0], as: UTF8.self) }
  }

  /// Goes into the message of the next run; the end of what is around it, nil where it may not be read.
  private mutating func enter(_ depth: Int) -> Int? {
    left -= 1
    guard depth < Self.depthLimit, left > 0, let range = run() else { return nil }
    defer { (place, end) = (range.lowerBound, range.upperBound) }
    return end
  }

  /// Passes over a field that is none of the first so many; one of those has another type than it may.
  private mutating func pass(_ tag: UInt64, upTo known: UInt64, _ depth: Int) -> Bool {
    tag >> 3 > known && tag >> 3 < 1 << 29 && skip(tag & 7, depth)
  }
}
