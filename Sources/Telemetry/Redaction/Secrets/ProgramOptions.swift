/// A program that takes a secret behind an option of one letter.
enum ProgramOptions: Sendable {
  case curl, http, mysql, mongo, sshpass, redis, docker

  static let longestName = 9

  static let names = [
    "curl", "http", "https", "mysql", "mysqldump", "mongo", "mongosh", "sshpass", "redis", "login",
  ]

  /// Those of which a secret may stand behind several letters: `-su`, `-sSLu`.
  static let clustering = ["curl", "mysql", "sshpass"]

  /// Whether a name may begin so and be so long: few words are, and the others are not copied to be
  /// compared.
  static func mayBe(_ first: UInt8, _ second: UInt8, count: Int) -> Bool {
    switch (first, second | 0x20) {
    case (UInt8(ascii: "c"), UInt8(ascii: "u")): count == 4
    case (UInt8(ascii: "h"), UInt8(ascii: "t")): count == 4 || count == 5
    case (UInt8(ascii: "m"), UInt8(ascii: "y")): count == 5 || count == 9
    case (UInt8(ascii: "m"), UInt8(ascii: "o")): count == 5 || count == 7
    case (UInt8(ascii: "r"), UInt8(ascii: "e")), (UInt8(ascii: "l"), UInt8(ascii: "o")): count == 5
    case (UInt8(ascii: "s"), UInt8(ascii: "s")): count == 7
    default: false
    }
  }

  init?<Text: ReadableBytes>(_ text: Text, _ word: Range<Int>) {
    switch text.lowercased(word) {
    case "curl": self = .curl
    case "http", "https": self = .http
    case "mysql", "mysqldump": self = .mysql
    case "mongo", "mongosh": self = .mongo
    case "sshpass": self = .sshpass
    case "redis": self = .redis
    case "login": self = .docker
    default: return nil
    }
  }

  /// Whether the value is a user, a colon and the password.
  var isUser: Bool { self == .curl || self == .http }

  /// Bytes of the option that an argument begins with, without its dashes; nil for another option.
  func optionLength<Text: ReadableBytes>(_ text: Text, _ word: Range<Int>) -> Int? {
    let short = word.lowerBound..<min(word.upperBound, word.lowerBound + 8)
    if let length = optionLength(text.lowercased(short)) ?? clusterLength(text, word) {
      // Behind `-p` alone, the program asks for it.
      return self == .mysql && length == word.count && !opensValue(text, word.upperBound)
        ? nil : length
    }
    return nil
  }

  /// Whether a quote stands at a place that is hardly the end of a text.
  private func opensValue<Text: ReadableBytes>(_ text: Text, _ place: Int) -> Bool {
    let next = text.byte(place + 1)
    return text.byte(place).isQuote && !next.isSpace && !next.isQuote
      && !",;:.)]}|\\".utf8.contains(next)
  }

  private func optionLength(_ word: String) -> Int? {
    switch self {
    case .curl, .http:
      if word == "user" { return 4 }
      if word == "proxy-us" { return 10 }
      if self == .http, word == "a" { return 1 }
      return word.hasPrefix("u") && word != "url" && word != "user-age" ? 1 : nil
    case .mongo: return word == "p" ? 1 : nil
    case .mysql, .sshpass, .docker: return word.hasPrefix("p") && !Self.others(word) ? 1 : nil
    case .redis: return word == "a" ? 1 : nil
    }
  }

  private static func others(_ word: String) -> Bool {
    ["port", "password", "protocol", "pager", "print", "plugin-d"].contains { word.hasPrefix($0) }
  }

  /// The same where letters of options without values stand before its own, behind one dash.
  private func clusterLength<Text: ReadableBytes>(_ text: Text, _ word: Range<Int>) -> Int? {
    guard let flags, text.byte(word.lowerBound - 2) != UInt8(ascii: "-") else { return nil }
    let letter = text.end(from: word.lowerBound, within: 24) { flags.contains($0) }
    let isBehind = letter > word.lowerBound && letter < word.upperBound
    let byte = self == .curl ? text.byte(letter) | 0x20 : text.byte(letter)
    guard isBehind, byte == (self == .curl ? UInt8(ascii: "u") : UInt8(ascii: "p")) else {
      return nil
    }
    return letter + 1 - word.lowerBound
  }

  private var flags: String.UTF8View? {
    switch self {
    case .curl: "#012346BGIJLMNORSVZafgijklnpqsv".utf8
    case .mysql: "ABCEGHNXbfinqrstvw".utf8
    case .sshpass: "Vv".utf8
    default: nil
    }
  }
}
