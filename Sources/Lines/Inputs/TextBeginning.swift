/// How a text begins, without a byte order mark and white space before it.
struct TextBeginning {
  private let bytes: ArraySlice<UInt8>

  init(_ beginning: [UInt8]) {
    var bytes = beginning[...]
    if bytes.starts(with: [0xef, 0xbb, 0xbf]) { bytes = bytes.dropFirst(3) }
    self.bytes = bytes.drop { Self.isSpace($0) }
  }

  var first: UInt8? { bytes.first }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (9...13).contains(byte) }

  private static let newline = UInt8(ascii: "\n")

  private var lines: [ArraySlice<UInt8>] {
    bytes.split(separator: Self.newline, maxSplits: 2, omittingEmptySubsequences: true)
  }

  /// Whether an array begins here whose first element is an object.
  var isArray: Bool { bytes.dropFirst().drop { Self.isSpace($0) }.first == UInt8(ascii: "{") }

  /// Whether an object stands at the end of the first line, behind something else.
  var isPrefixed: Bool {
    guard let line = lines.first, let open = line.firstIndex(of: UInt8(ascii: "{")),
      line.last(where: { !Self.isSpace($0) }) == UInt8(ascii: "}")
    else { return false }
    let inside = line[(open + 1)...].first { !Self.isSpace($0) }
    return inside == UInt8(ascii: "\"") || inside == UInt8(ascii: "}")
  }

  /// Whether the first line begins as those of a container's log: a time, a stream, `F` or `P`.
  var hasContainerPrefix: Bool {
    let words = lines.first?.split(separator: 0x20, maxSplits: 3) ?? []
    guard words.count == 4 else { return false }
    let stream = String(decoding: words[1], as: UTF8.self)
    let mark = String(decoding: words[2], as: UTF8.self)
    return words[0].contains(UInt8(ascii: "T")) && (stream == "stdout" || stream == "stderr")
      && (mark == "F" || mark == "P")
  }

  /// Whether the first two lines have equally many commas, and at least two.
  var isCommaSeparated: Bool {
    let counts = lines.prefix(2).map { line in line.count { $0 == UInt8(ascii: ",") } }
    return counts.count == 2 && counts[0] >= 2 && counts[0] == counts[1]
  }

  /// How the object ends that begins the text.
  enum FirstObject: Equatable {
    /// With its line.
    case alone
    /// On its line, and this comes behind it.
    case followed(by: UInt8)
    /// On a later line.
    case spread
    /// Nowhere that can be seen.
    case unfinished
    /// Its keys are between single quotes.
    case quotedSingly
  }

  var firstObject: FirstObject {
    let inside = bytes.dropFirst().first { !Self.isSpace($0) }
    if inside == UInt8(ascii: "'") { return .quotedSingly }
    var depth = 0
    var isQuoted = false
    var isEscaped = false
    var last: UInt8 = 0
    for (place, byte) in zip(bytes.indices, bytes) {
      if isEscaped {
        isEscaped = false
      } else if isQuoted {
        if byte == Self.newline { return .unfinished }
        isEscaped = byte == UInt8(ascii: "\\")
        isQuoted = byte != UInt8(ascii: "\"")
      } else if byte == Self.newline {
        // A line that was cut off ends otherwise, mostly.
        return [UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: ",")].contains(last)
          ? .spread : .unfinished
      } else if byte == UInt8(ascii: "\"") {
        isQuoted = true
      } else if byte | 0x20 == UInt8(ascii: "{") {
        depth += 1
      } else if byte | 0x20 == UInt8(ascii: "}") {
        depth -= 1
        if depth == 0 { return behind(place) }
      }
      if !Self.isSpace(byte) { last = byte }
    }
    return .unfinished
  }

  private func behind(_ end: Int) -> FirstObject {
    let rest = bytes[(end + 1)...].prefix { $0 != Self.newline }
    return rest.first { !Self.isSpace($0) }.map(FirstObject.followed) ?? .alone
  }
}
