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
