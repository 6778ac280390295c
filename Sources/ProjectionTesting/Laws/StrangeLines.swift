import Events
import Lines

/// Lines as no producer should write them and some day one does: events of a log with one member
/// missing, or of another type, or without measure.
enum StrangeLines {
  /// Values in the place of the one that was meant, as they stand in a line.
  private static let values = [
    "null", "true", "\"\"", "\"\(String(repeating: "x", count: 2000))\"", "0", "-1", "1.5",
    "9223372036854775807", "-9223372036854775808", "18446744073709551615", "1e308", "-1e308",
    "\"9223372036854775807\"", "\"2262-04-11T23:47:16Z\"", "\"1677-09-21T00:12:44Z\"", "[]", "{}",
  ]

  /// For each name of an event its first line, changed in each member. All stand there twice,
  /// since sums overflow at the second time.
  static func made(from lines: [[UInt8]]) -> [[UInt8]] {
    var seen: Set<String> = []
    return lines.flatMap { line -> [[UInt8]] in
      guard let members = members(of: line) else { return [] }
      let names = members.map(\.name).joined(separator: ",")
      guard seen.insert("\(name(of: line) ?? "") \(names)").inserted else { return [] }
      let made = members.indices.flatMap { place in
        (values.map { Optional($0) } + [nil]).map { Self.line(members, changing: place, to: $0) }
      }
      return made.flatMap { [$0, $0] }
    }
  }

  private static func line(_ members: [Member], changing place: Int, to value: String?) -> [UInt8] {
    let texts = members.enumerated().compactMap { index, member -> String? in
      guard let text = index == place ? value : JSONWriter.text(of: member.value) else {
        return nil
      }
      return "\(JSONWriter.text(of: .string(member.name))):\(text)"
    }
    return Array("{\(texts.joined(separator: ","))}".utf8)
  }

  private static func members(of line: [UInt8]) -> [Member]? {
    guard case .object(let members)? = Value(json: line) else { return nil }
    return members
  }

  private static func name(of line: [UInt8]) -> String? {
    let batch = LineParser().parse(LineChunk(line))
    return batch.count == 1 ? batch.event(at: 0).name : nil
  }
}
