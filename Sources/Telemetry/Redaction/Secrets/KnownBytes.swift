/// Bytes that the scanner looks for, made once: a generic type cannot keep them.
enum KnownBytes {
  static let atlas = Array("atlasv1.".utf8)
  static let basic = Array("basic".utf8)
  static let bearer = Array("bearer".utf8)
  static let begin = Array("BEGIN".utf8)
  static let botStart = Array(":AA".utf8)
  static let dashes = Array("----".utf8)
  static let end = Array("-END".utf8)
  static let git = Array("git".utf8)
  static let http = Array("http".utf8)
  static let https = Array("https".utf8)
  static let image = Array("base64".utf8)
  static let objectStart = Array("eyJ".utf8)
  static let privateKey = Array("PRIVATE".utf8)
  static let signature = Array("sig=".utf8)
  static let secretKeyStart = Array("sk-".utf8)
  static let escapedQuotes = [
    Array("u0022".utf8), Array("u0027".utf8), Array("&quot;".utf8), Array("%22".utf8),
  ]
}
