import Events

/// Reads a settings file as JSON by RFC 8259, and says where it is none.
struct SettingsParser {
  /// What is wrong with a text, and the byte at which that shows.
  struct Fault: Error, Equatable {
    let place: Int
    let what: String
  }

  private let bytes: [UInt8]
  private var index = 0
  private var depth = 0

  /// Values in values; a file that is deeper is no settings file.
  private static let deepest = 128
  private static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// The value that fills a file.
  static func parse(_ bytes: [UInt8]) throws(Fault) -> SettingsPart {
    var parser = SettingsParser(bytes: bytes)
    if bytes.starts(with: mark) { parser.index = mark.count }
    let start = parser.next()
    let part = try parser.value(from: start, named: "")
    if parser.next() < bytes.count { throw parser.fault("there is more behind the end") }
    return part
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  /// The byte that is next; 0, which is none of JSON's, at the end.
  private var byte: UInt8 { index < bytes.count ? bytes[index] : 0 }

  /// Passes white space.
  private mutating func next() -> Int {
    while [0x20, 0x09, 0x0A, 0x0D].contains(byte) { index += 1 }
    return index
  }

  private func fault(_ what: String) -> Fault {
    if byte == UInt8(ascii: "/") { return Fault(place: index, what: "JSON has no comments") }
    return Fault(place: index, what: index < bytes.count ? what : "it ends too early")
  }

  private mutating func value(from start: Int, named name: String) throws(Fault) -> SettingsPart {
    let first = next()
    switch byte {
    case UInt8(ascii: "{"):
      let parts = try list(upTo: UInt8(ascii: "}")) { parser throws(Fault) in
        try parser.member()
      }
      return part(.object, first, start, name, parts)
    case UInt8(ascii: "["):
      let parts = try list(upTo: UInt8(ascii: "]")) { parser throws(Fault) in
        try parser.value(from: parser.index, named: "")
      }
      return part(.array, first, start, name, parts)
    default:
      _ = try scalar()
      return part(.scalar, first, start, name, [])
    }
  }

  private func part(
    _ kind: SettingsPart.Kind, _ first: Int, _ start: Int, _ name: String, _ parts: [SettingsPart]
  ) -> SettingsPart {
    SettingsPart(kind: kind, range: first..<index, start: start, name: name, parts: parts)
  }

  /// Members or elements, with the brackets around them.
  private mutating func list(
    upTo closer: UInt8, _ read: (inout SettingsParser) throws(Fault) -> SettingsPart
  ) throws(Fault) -> [SettingsPart] {
    depth += 1
    defer { depth -= 1 }
    if depth > Self.deepest { throw fault("it is nested too deeply") }
    index += 1
    var parts: [SettingsPart] = []
    _ = next()
    while byte != closer {
      parts.append(try read(&self))
      _ = next()
      if byte == closer { break }
      guard byte == UInt8(ascii: ",") else { throw fault("a comma or the end is missing") }
      index += 1
      _ = next()
      if byte == closer { throw fault("there is a comma with nothing behind it") }
    }
    index += 1
    return parts
  }

  private mutating func member() throws(Fault) -> SettingsPart {
    let start = index
    guard byte == UInt8(ascii: "\"") else { throw fault("a key in double quotes is missing") }
    let name = try scalar().text ?? ""
    _ = next()
    guard byte == UInt8(ascii: ":") else { throw fault("a colon is missing") }
    index += 1
    return try value(from: start, named: name)
  }

  /// A text, a number or a word.
  private mutating func scalar() throws(Fault) -> Value {
    let start = index
    if byte == UInt8(ascii: "\"") {
      index += 1
      while index < bytes.count, byte != UInt8(ascii: "\""), byte != 0x0A {
        index += byte == UInt8(ascii: "\\") ? 2 : 1
      }
      index = min(index + 1, bytes.count)
    } else {
      while index < bytes.count, !Self.endsWord.contains(byte) { index += 1 }
    }
    if let value = Value(json: Array(bytes[start..<index])), index > start { return value }
    index = start
    throw fault("there is no value of JSON")
  }

  private static let endsWord = Set(" \t\r\n,:[]{}\"/".utf8)
}
