import Events

extension GapAnswer {
  /// What an answer says; nil for bytes that are none.
  ///
  /// - Parameter from: the offset that was asked for.
  package init?(_ bytes: [UInt8], from: Int64) {
    var reader = Reader(rest: bytes[...])
    guard let head = reader.document(), let status = head["status"]?.text else { return nil }
    let reason = head["reason"]?.text ?? ""
    switch status {
    case "ok":
      guard case .integer(let count)? = head["lines"], 0...Int64(bytes.count) ~= count,
        let lines = reader.lines(Int(count), from: from)
      else { return nil }
      self = .lines(lines)
    case "part":
      guard let part = reader.part(head, at: from) else { return nil }
      self = .part(part)
    case "gone":
      guard case .integer(let to)? = head["to"], from..<RelayPlace.limit ~= to,
        case .integer(let position)? = head["position"], 0..<RelayPlace.limit ~= position
      else { return nil }
      self = .gone(to: to, position: Position(rawValue: position), reason: reason)
    case "unknown": self = .unknown(reason: reason)
    default: return nil
    }
  }

  /// Documents on lines of their own, and bytes whose number they say.
  private struct Reader {
    var rest: ArraySlice<UInt8>

    mutating func document() -> Value? {
      guard let end = rest.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
      defer { rest = rest[(end + 1)...] }
      return Value(json: Array(rest[..<end]))
    }

    mutating func take(_ count: Int) -> [UInt8]? {
      guard count >= 0, rest.count > count, rest[rest.startIndex + count] == UInt8(ascii: "\n")
      else { return nil }
      defer { rest = rest.dropFirst(count + 1) }
      return Array(rest.prefix(count))
    }

    mutating func line(_ words: Value, at offset: Int64) -> RelayLine? {
      guard case .integer(let position)? = words["position"], 0..<RelayPlace.limit ~= position,
        case .integer(let length)? = words["length"], 0...Int64(rest.count) ~= length,
        let bytes = take(Int(length)), !bytes.contains(UInt8(ascii: "\n"))
      else { return nil }
      return RelayLine(
        position: Position(rawValue: position), offset: offset,
        time: words["time"]?.text.flatMap { Timestamp($0) }, bytes: bytes)
    }

    mutating func lines(_ count: Int, from offset: Int64) -> [RelayLine]? {
      var lines: [RelayLine] = []
      var offset = offset
      for _ in 0..<count {
        guard let words = document(), let line = line(words, at: offset) else { return nil }
        lines.append(line)
        offset = line.next
      }
      return lines
    }

    mutating func part(_ head: Value, at from: Int64) -> EventMessage? {
      guard case .integer(let part)? = head["part"], case .integer(let parts)? = head["parts"],
        1...Int64(EventMessage.partLimit) ~= parts, 1...parts ~= part,
        head["offset"] == .integer(from), let line = line(head, at: from)
      else { return nil }
      return EventMessage(line, part: Int(part), of: Int(parts))
    }
  }
}
