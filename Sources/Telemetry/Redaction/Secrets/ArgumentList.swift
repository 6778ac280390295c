/// The texts of an array, read as the arguments of a command.
struct ArgumentList {
  private var program: ProgramOptions?
  /// Whether the last text was an option of which the value is the next one.
  private var expectsValue = false

  /// - Parameter command: what runs, where the array has only the arguments.
  init(of command: String? = nil) {
    if let command { note(Array(command.utf8.suffix(Self.longestCommand))) }
  }

  /// Takes the next text in.
  ///
  /// - Returns: what of it is a secret.
  mutating func secret(in text: [UInt8]) -> Range<Int>? {
    let isValue = expectsValue
    expectsValue = false
    guard text.first == UInt8(ascii: "-") else {
      if isValue, let program { return SecretScanner.password(in: text, from: 0, of: program) }
      note(text)
      return nil
    }
    guard let program else { return nil }
    let start = text.byte(1) == UInt8(ascii: "-") ? 2 : 1
    let end = text.end(from: start, within: 64) { !$0.isSpace && $0 != UInt8(ascii: "=") }
    guard start < end, let length = program.optionLength(text, start..<end) else { return nil }
    let value = min(start + length, text.count)
    expectsValue = value == text.count
    if expectsValue { return nil }
    let sign = text[value] == UInt8(ascii: "=") ? 1 : 0
    return SecretScanner.password(in: text, from: value + sign, of: program)
  }

  /// Remembers a program by its name or path.
  private mutating func note(_ text: [UInt8]) {
    let start = (text.lastIndex { $0 == UInt8(ascii: "/") } ?? -1) + 1
    let end = text.end(from: start, within: ProgramOptions.longestName, where: \.isAlphanumeric)
    guard ["", "-cli", ".exe"].contains(String(decoding: text[end...].prefix(5), as: UTF8.self))
    else { return }
    if let named = ProgramOptions(text, start..<end) { program = named }
  }

  private static let longestCommand = 256
}
