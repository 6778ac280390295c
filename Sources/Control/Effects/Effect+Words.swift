import Events

extension Effect {
  /// What it is, in words that hold no secret: `exec /usr/local/bin/page`, `emit pool_throttled`,
  /// `webhook https://example.org/hook`, `notify`.
  var words: String {
    switch self {
    case .emit(let event, _): "emit \(PlainText.line(event))"
    case .exec(let words, _): "exec \(PlainText.line(words.first ?? ""))"
    case .webhook(let address, _): "webhook \(PlainText.line(WebAddress(address).shown))"
    case .notify: "notify"
    }
  }

  /// How long it may take.
  var timeout: Nanoseconds {
    switch self {
    case .emit: .zero
    case .notify: Self.noticeTimeout
    case .exec(_, let timeout), .webhook(_, let timeout): timeout
    }
  }

  /// How long the desktop may take to show a notice.
  private static let noticeTimeout = Nanoseconds(rawValue: 5_000_000_000)
}

/// An address, and what of it may be told.
struct WebAddress: Sendable {
  let text: String
  /// Without the name and the password, the query and the fragment.
  let shown: String
  /// The parts that are not to be told: whole, so that they can be taken out of a sentence.
  let secrets: [String]

  init(_ text: String) {
    self.text = text
    var scheme = text[...]
    var rest = text[text.endIndex...]
    if let mark = text.firstRange(of: "://") {
      scheme = text[..<mark.upperBound]
      rest = text[mark.upperBound...]
    }
    let open = rest.prefix { $0 != "?" && $0 != "#" }
    let authority = open.prefix { $0 != "/" && $0 != "\\" }
    let host = authority.lastIndex(of: "@").map { authority[authority.index(after: $0)...] }
    shown = String(scheme + (host ?? authority) + open[authority.endIndex...])
    let person = host.map { authority[..<$0.startIndex].dropLast() } ?? ""
    let tail = rest[open.endIndex...]
    secrets = [text, String(tail), String(tail.dropFirst()), String(person)].filter { $0.count > 1 }
  }

  /// A sentence with nothing in it that is not to be told.
  func cleaned(_ sentence: String) -> String {
    secrets.reduce(sentence) { $0.replacing($1, with: $1 == text ? shown : "…") }
  }
}

/// Texts from elsewhere as one line that is safe on a terminal.
enum PlainText {
  /// Without control characters; line ends and tabs become spaces.
  static func line(_ text: String) -> String {
    var result = ""
    var isSpaced = true
    for scalar in text.unicodeScalars {
      let isSpace = scalar == "\n" || scalar == "\r" || scalar == "\t" || scalar == " "
      if isSpace {
        if !isSpaced { result.unicodeScalars.append(" ") }
        isSpaced = true
      } else if scalar.properties.generalCategory != .control,
        scalar.properties.generalCategory != .format
      {
        result.unicodeScalars.append(scalar)
        isSpaced = false
      }
    }
    if result.hasSuffix(" ") { result.removeLast() }
    return result
  }
}
