import TestSupport

/// Damages lines as disks, editors and broken producers do, and as an attacker would.
struct Mutator {
  var random: Seeded
  let corpus: [[UInt8]]

  /// A line of the corpus with a few changes.
  mutating func line() -> [UInt8] {
    var line = corpus.randomElement(using: &random) ?? []
    repeat { change(&line) } while Int.random(in: 0..<3, using: &random) == 0
    return line
  }

  /// A line without a newline in it.
  mutating func singleLine() -> [UInt8] { line().map { $0 == 0x0A ? 0x20 : $0 } }

  private mutating func change(_ line: inout [UInt8]) {
    let place = Int.random(in: 0...line.count, using: &random)
    switch Int.random(in: 0..<16, using: &random) {
    case 0 where place < line.count: line[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
    case 1 where place < line.count: line[place] = UInt8.random(in: 0...255, using: &random)
    case 2 where place < line.count: line.remove(at: place)
    case 3: line.removeSubrange(place...)
    case 4: line.insert(contentsOf: slice(of: line), at: place)
    case 5:
      line.insert(contentsOf: slice(of: corpus.randomElement(using: &random) ?? []), at: place)
    case 6:
      if let bracket = line.indices.randomElement(using: &random) { line[bracket] = token()[0] }
    case 7: deepen(&line)
    case 8...12: swapValue(&line)
    case 13: breakLine(&line)
    default: line.insert(contentsOf: token(), at: place)
    }
  }

  private mutating func slice(of line: [UInt8]) -> ArraySlice<UInt8> {
    let start = Int.random(in: 0...line.count, using: &random)
    let end = min(line.count, start + Int.random(in: 0...40, using: &random))
    return line[start..<end]
  }

  /// Puts a token where a value begins, after a colon, so that most of them stay valid.
  private mutating func swapValue(_ line: inout [UInt8]) {
    guard let colon = colons(of: line).randomElement(using: &random) else { return }
    let end = line[(colon + 1)...].firstIndex { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "}") }
    line.replaceSubrange((colon + 1)..<(end ?? line.count), with: token())
  }

  /// Puts a newline beside a structural character, where it would pass for white space.
  private mutating func breakLine(_ line: inout [UInt8]) {
    let marks = line.indices.filter { ",:{}[]".utf8.contains(line[$0]) }
    guard let mark = marks.randomElement(using: &random) else { return }
    line.insert(0x0A, at: mark + Int.random(in: 0...1, using: &random))
  }

  /// Nests a value deeper than it was, most of the time to about as deep as may be.
  private mutating func deepen(_ line: inout [UInt8]) {
    let isShallow = Int.random(in: 0..<8, using: &random) > 0
    let depth = Int.random(in: isShallow ? 1...20 : 1015...1030, using: &random)
    let isArray = Bool.random(using: &random)
    let open = [UInt8]((isArray ? "[" : "{\"a\":").utf8)
    let close = [UInt8]((isArray ? "]" : "}").utf8)
    let place = (colons(of: line).randomElement(using: &random) ?? line.count - 1) + 1
    let nested =
      repeatElement(open, count: depth).joined() + [UInt8(ascii: "1")]
      + repeatElement(close, count: depth).joined()
    line.insert(contentsOf: Array(nested) + [UInt8](",\"deep\":".utf8), at: place)
  }

  /// The colons after keys.
  private func colons(of line: [UInt8]) -> [Int] {
    line.indices.dropFirst().filter {
      line[$0] == UInt8(ascii: ":") && line[$0 - 1] == UInt8(ascii: "\"")
    }
  }

  private mutating func token() -> [UInt8] {
    Self.tokens.randomElement(using: &random) ?? []
  }

  private static let tokens: [[UInt8]] =
    [
      "\"", "\\", "\\\"", "{", "}", "[", "]", ",", ":", "{}", "[]", " ", "\t", "\r", "null",
      "true", "false", "nul", "tru", "falsee", "0", "-0", "00", "-", "1.", ".5", "1.5", "1e5",
      "1E+05", "1e", "1e+", "-1.5e-7", "1e308", "1e309", "-1e400", "1e-400",
      "0e999999999999999999999",
      "0.0e400", "1.7976931348623158e308", "1.7976931348623159e308", "179769313486231570000e289",
      "9223372036854775807", "9223372036854775808", "-9223372036854775808",
      "-9223372036854775809", "18446744073709551615", "18446744073709551616",
      "99999999999999999999", "100000000000000000000", "0.00000000000000000000000000001",
      "3.14159265358979323846264338327950288", "\\u0041", "\\u00", "\\uD83D\\uDE00", "\\uD800",
      "\\uDC00", "\\uDC00\\uDC00", "\\uD800\\u0041", "\\uD800\\n", "\\uDBFF\\uDFFF",
      "\\ud83d\\ud83d", "\\x", "\\/",
      "\\b\\f\\n\\r\\t", "\\\\", "\u{FEFF}", "é", "€", "😀", "\u{0}", "\u{1}", "\u{1F}", "\u{7F}",
      "\u{C}", "\u{1A}", "\"ts\":", "\"event\":\"x\",", "\"\":0,", "\"\\u0065vent\":\"y\",",
      "\"a\":1",
      "NaN", "Infinity", "'", "/*", "\n", "\n\n", "\\\n", "{\"a\":[1,", "]}", "\"\n",
    ].map { [UInt8]($0.utf8) } + [
      [0], [0, 0, 0, 0], [0x80], [0xC3], [0xC0, 0x80], [0xE2, 0x82], [0xED, 0xA0, 0x80],
      [0xF0, 0x9F, 0x98], [0xF4, 0x90, 0x80, 0x80], [0xFF], [0xFE], [0xEF, 0xBB, 0xBF],
      [UInt8](repeating: 0x20, count: 70), [UInt8](repeating: 0x5C, count: 63),
      [UInt8](repeating: 0x5C, count: 64), [UInt8](repeating: 0x22, count: 65),
      [UInt8](repeating: 0x39, count: 400),
    ]
}
