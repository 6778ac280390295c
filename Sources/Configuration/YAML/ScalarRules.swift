/// What a word of a YAML file is, where it has no quotes around it.
///
/// | written | is |
/// |---|---|
/// | `~` `null` `Null` `NULL`, nothing | null |
/// | `true` `True` `TRUE` `false` `False` `FALSE` | a flag |
/// | `0` `-7` `+12`, no zeros in front | an integer; beyond 64 bits a number |
/// | `0.5` `.5` `5.` `1e3` `-1.5E-7` | a number |
/// | all else | text |
///
/// `yes`, `no`, `on`, `off`, `010`, `0x10`, `1_000`, `1:30` and dates are text: readers of YAML
/// disagree on them, and a rule must mean one thing. Whatever has quotes is text.
enum ScalarRules {
  static func content(of text: String) -> Node.Content {
    switch text {
    case "", "~", "null", "Null", "NULL": .null
    case "true", "True", "TRUE": .flag(true)
    case "false", "False", "FALSE": .flag(false)
    default: number(text) ?? .text(text)
    }
  }

  /// - Returns: nil where it is not written as a number.
  static func number(_ text: String) -> Node.Content? {
    let bytes = Array(text.utf8)
    var rest = bytes[...]
    if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
      rest.removeFirst()
    }
    let whole = digits(&rest)
    if rest.isEmpty {
      guard !whole.isEmpty, whole.count == 1 || whole.first != UInt8(ascii: "0") else { return nil }
      return Int64(text).map { .integer($0) } ?? finite(text)
    }
    guard whole.count < 2 || whole.first != UInt8(ascii: "0") else { return nil }
    if rest.first == UInt8(ascii: ".") {
      rest.removeFirst()
      guard !digits(&rest).isEmpty || !whole.isEmpty else { return nil }
    } else if whole.isEmpty {
      return nil
    }
    guard hasNoMore(afterExponent: &rest) else { return nil }
    return finite(text)
  }

  private static func digits(_ rest: inout ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let found = rest.prefix { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
    rest = rest.dropFirst(found.count)
    return found
  }

  private static func hasNoMore(afterExponent rest: inout ArraySlice<UInt8>) -> Bool {
    guard let mark = rest.first else { return true }
    guard mark == UInt8(ascii: "e") || mark == UInt8(ascii: "E") else { return false }
    rest.removeFirst()
    if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
      rest.removeFirst()
    }
    return !digits(&rest).isEmpty && rest.isEmpty
  }

  /// `5.` and `.5` are no numbers to the standard library.
  private static func finite(_ text: String) -> Node.Content? {
    var text = text
    if let point = text.firstIndex(of: ".") {
      let next = text.index(after: point)
      if next == text.endIndex || !text[next].isNumber { text.insert("0", at: next) }
      if point == text.startIndex || !text[text.index(before: point)].isNumber {
        text.insert("0", at: point)
      }
    }
    guard let number = Double(text), number.isFinite else { return nil }
    return .number(number)
  }
}
