/// A program that takes a secret behind an option of one letter.
enum ProgramOptions: Sendable {
  case curl, mysql, sshpass, redis, docker

  static let longestName = 9

  static let names = [
    "curl", "http", "https", "mysql", "mysqldump", "sshpass", "redis", "login",
  ]

  /// Whether a name may begin so and be so long: few words are, and the others are not copied to be
  /// compared.
  static func mayBe(_ first: UInt8, _ second: UInt8, count: Int) -> Bool {
    switch (first, second | 0x20) {
    case (UInt8(ascii: "c"), UInt8(ascii: "u")): count == 4
    case (UInt8(ascii: "h"), UInt8(ascii: "t")): count == 4 || count == 5
    case (UInt8(ascii: "m"), UInt8(ascii: "y")): count == 5 || count == 9
    case (UInt8(ascii: "r"), UInt8(ascii: "e")), (UInt8(ascii: "l"), UInt8(ascii: "o")): count == 5
    case (UInt8(ascii: "s"), UInt8(ascii: "s")): count == 7
    default: false
    }
  }

  init?<Text: ReadableBytes>(_ text: Text, _ word: Range<Int>) {
    switch text.lowercased(word) {
    case "curl", "http", "https": self = .curl
    case "mysql", "mysqldump": self = .mysql
    case "sshpass": self = .sshpass
    case "redis": self = .redis
    case "login": self = .docker
    default: return nil
    }
  }

  /// Whether the value is a user, a colon and the password.
  var isUser: Bool { self == .curl }

  /// Bytes of the option that a word begins with, without its dashes; nil for another option.
  func optionLength(_ word: String) -> Int? {
    switch self {
    case .curl:
      if word == "user" { return 4 }
      return word.hasPrefix("u") && word != "url" && word != "user-age" ? 1 : nil
    // Behind `-p` alone, the program asks for it.
    case .mysql: return word.hasPrefix("p") && word.utf8.count > 1 && !Self.others(word) ? 1 : nil
    case .sshpass, .docker: return word.hasPrefix("p") && !Self.others(word) ? 1 : nil
    case .redis: return word == "a" ? 1 : nil
    }
  }

  private static func others(_ word: String) -> Bool {
    ["port", "password", "protocol", "pager", "print", "plugin-d"].contains { word.hasPrefix($0) }
  }
}
