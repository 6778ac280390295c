import Events
import Journal

/// The lines of a spec, in their order, and which of them it is about.
struct SpecLog: Sendable {
  /// Without their newlines.
  private(set) var lines: [[UInt8]] = []
  /// The place of the first line of `when`; nil while there is none.
  private(set) var firstOfWhen: Int?

  /// Adds texts of one line or several each.
  mutating func add(_ texts: [String], begins: Bool) {
    if begins { firstOfWhen = lines.count }
    for text in texts {
      var parts = Array(text.utf8).split(
        separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      if parts.count > 1 && parts.last?.isEmpty == true { parts.removeLast() }
      lines += parts.map(Array.init)
    }
  }

  static func lines(ofFile path: String) throws -> [String] {
    var source = try FileLines(path: path)
    var bytes: [UInt8] = []
    while let chunk = try source.next() {
      let part = chunk.bytes
      for index in 0..<part.count { bytes.append(part[index]) }
    }
    return bytes.isEmpty ? [] : [String(decoding: bytes, as: UTF8.self)]
  }

  /// The lines before `when`.
  var background: [[UInt8]] { Array(lines[..<(firstOfWhen ?? lines.count)]) }

  /// The line at a place, for people.
  func described(_ place: Int) -> String {
    "line \(place + 1) of \(lines.count): \(Self.shortened(lines[place]))"
  }

  /// The line whose first byte stands at this position, for people.
  func described(at position: Position) -> String {
    let starts = Self.starts(of: lines)
    guard let place = starts.firstIndex(of: position) else { return "position \(position)" }
    return described(place)
  }

  static func shortened(_ line: [UInt8]) -> String {
    let text = String(decoding: line, as: UTF8.self)
    return text.count > 160 ? text.prefix(160) + "…" : text
  }

  /// Where each of the lines begins when they stand one after the other.
  static func starts(of lines: [[UInt8]]) -> [Position] {
    var next: Int64 = 0
    return lines.map { line in
      defer { next += Int64(line.count) + 1 }
      return Position(rawValue: next)
    }
  }

  /// The lines as chunks, of which each but the first begins with one of these lines.
  static func chunks(_ lines: [[UInt8]], beginningAt places: [Int] = []) -> [LineChunk] {
    let starts = starts(of: lines)
    let cuts = [0] + places.filter { $0 > 0 && $0 < lines.count } + [lines.count]
    return zip(cuts, cuts.dropFirst()).compactMap { from, to in
      guard from < to else { return nil }
      let bytes = lines[from..<to].flatMap { $0 + [UInt8(ascii: "\n")] }
      return LineChunk(bytes, position: starts[from])
    }
  }
}
