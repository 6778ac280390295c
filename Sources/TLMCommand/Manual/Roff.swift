/// Text as `man` formats it.
struct Roff {
  private(set) var lines: [String] = []

  /// A request, such as `.SH NAME`; its words are as they are.
  mutating func request(_ name: String, _ words: String...) {
    let quoted = words.map { word in
      let text = Self.escaped(word).replacing("\"", with: "\\(dq")
      return text.contains(" ") || text.isEmpty ? "\"\(text)\"" : text
    }
    lines.append(([".\(name)"] + quoted).joined(separator: " "))
  }

  /// A line of text.
  mutating func text(_ text: String) {
    let escaped = Self.escaped(text)
    // A line that begins so would be a request.
    lines.append(escaped.first.map { ".'".contains($0) } ?? false ? "\\&" + escaped : escaped)
  }

  /// Paragraphs, and lines that are set in as they stand, such as examples.
  mutating func prose(_ text: String) {
    var isSetIn = false
    var isNew = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.allSatisfy({ $0 == " " }) {
        if isSetIn { request("fi") }
        (isSetIn, isNew) = (false, true)
        continue
      }
      if isNew { request("PP") }
      isNew = false
      if line.first == " " && !isSetIn {
        request("nf")
        isSetIn = true
      } else if line.first != " " && isSetIn {
        request("fi")
        isSetIn = false
      }
      self.text(String(line))
    }
    if isSetIn { request("fi") }
  }

  static func escaped(_ text: String) -> String {
    var escaped = ""
    for character in text {
      switch character {
      case "\\": escaped += "\\e"
      case "-": escaped += "\\-"
      case "…": escaped += "..."
      default: escaped.append(character)
      }
    }
    return escaped
  }
}
