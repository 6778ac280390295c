import Events

/// What an input without an event in it looks like, and which command makes lines of JSON of it.
package struct InputLook: Sendable, Equatable {
  /// What it is, as in "it looks like gzip".
  package let what: String
  /// A command and what it does to it.
  package let remedy: String

  /// - Parameter beginning: how the input begins, as long a piece of it as there is.
  /// - Returns: nil for what looks like nothing that is known.
  package init?(_ beginning: [UInt8]) {
    let found =
      Self.packed(beginning) ?? Self.wide(beginning)
      ?? Self.text(TextBeginning(beginning))
    guard let found else { return nil }
    self = found
  }

  init(_ what: String, _ remedy: String) {
    self.what = what
    self.remedy = remedy
  }

  /// Formats that tell themselves by their first bytes.
  private static func packed(_ bytes: [UInt8]) -> InputLook? {
    for (magic, name, remedy) in formats where bytes.starts(with: magic) {
      return InputLook(name, remedy)
    }
    return nil
  }

  private static let formats: [([UInt8], String, String)] = [
    ([0x1f, 0x8b], "gzip", "gzip -dc unpacks it"),
    ([0x28, 0xb5, 0x2f, 0xfd], "zstd", "zstd -dc unpacks it"),
    ([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00], "xz", "xz -dc unpacks it"),
    (Array("BZh".utf8), "bzip2", "bzip2 -dc unpacks it"),
    ([0x04, 0x22, 0x4d, 0x18], "lz4", "lz4 -dc unpacks it"),
    ([0x50, 0x4b, 0x03, 0x04], "zip", "unzip -p unpacks it"),
    (
      Array("SQLite format 3\0".utf8), "an SQLite database",
      "sqlite3 with json_object() writes its rows as lines of JSON"
    ),
    (Array("PAR1".utf8), "Parquet", "duckdb writes its rows as lines of JSON"),
  ]

  /// Text of two bytes a character: by its mark, or by the NULs that stand in every other place.
  private static func wide(_ bytes: [UInt8]) -> InputLook? {
    let utf16 = InputLook("UTF-16", "iconv -f UTF-16 -t UTF-8 makes UTF-8 of it")
    if bytes.starts(with: [0xff, 0xfe]) || bytes.starts(with: [0xfe, 0xff]) { return utf16 }
    let start = bytes.prefix(64)
    guard start.count >= 4 else { return nil }
    let even = start.indices.count { $0.isMultiple(of: 2) && start[$0] == 0 }
    let odd = start.indices.count { !$0.isMultiple(of: 2) && start[$0] == 0 }
    let most = start.count / 2 * 3 / 4
    guard even == 0 && odd >= most || odd == 0 && even >= most else { return nil }
    return InputLook(
      "UTF-16", "iconv -f UTF-16\(even == 0 ? "LE" : "BE") -t UTF-8 makes UTF-8 of it")
  }

  private static func text(_ text: TextBeginning) -> InputLook? {
    switch text.first {
    case UInt8(ascii: "["): return text.isArray ? array : text.isPrefixed ? prefixed : nil
    case UInt8(ascii: "{"): return object(text)
    default:
      if text.hasContainerPrefix { return container }
      if text.first == 0x1e { return sequence }
      if text.isPrefixed { return prefixed }
      return text.isCommaSeparated ? table : nil
    }
  }

  private static func object(_ text: TextBeginning) -> InputLook? {
    switch text.firstObject {
    case .spread: spread
    case .followed(by: UInt8(ascii: "{")): several
    case .followed(by: UInt8(ascii: ",")): elements
    case .quotedSingly: python
    case .alone, .followed, .unfinished: nil
    }
  }

  private static let array = InputLook(
    "one JSON array", "jq -c '.[]' puts each element on a line of its own")
  private static let elements = InputLook(
    "the elements of a JSON array", "sed 's/,[[:space:]]*$//' leaves out the commas between them")
  private static let spread = InputLook(
    "JSON that is spread over lines", "jq -c . puts each object on one line")
  private static let several = InputLook(
    "several objects on one line", "jq -c . puts each on a line of its own")
  private static let python = InputLook(
    "the way Python prints a dictionary",
    "json.dumps() in the program that wrote it makes JSON of it")
  private static let container = InputLook(
    "the log of a container (CRI), with a time and a stream before each line",
    "cut -d' ' -f4- leaves them out")
  private static let sequence = InputLook(
    "a JSON text sequence", "tr -d '\\036' leaves out the marks between its lines")
  private static let prefixed = InputLook(
    "lines of text with an object at their end", "sed 's/^[^{]*//' leaves out what stands before it"
  )
  private static let table = InputLook(
    "a table with commas", "mlr --icsv --ojsonl cat makes an object of each row")
}
