/// What a shell is told to do, as far as it can be said without being one.
package struct ShellCommand: Sendable {
  package let text: String

  package init(_ text: String) { self.text = text }

  /// Whether it is one command and nothing more: no other behind it, nothing within it that a shell
  /// would run, and no file that it writes to.
  package var isSimple: Bool {
    !text.utf8.contains { byte in
      switch byte {
      case UInt8(ascii: ";"), UInt8(ascii: "&"), UInt8(ascii: "|"), UInt8(ascii: ">"),
        UInt8(ascii: "<"), UInt8(ascii: "`"), UInt8(ascii: "$"), UInt8(ascii: "("),
        UInt8(ascii: ")"), UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "\\"),
        UInt8(ascii: "{"), UInt8(ascii: "}"):
        true
      default: false
      }
    }
  }

  /// Its words, without quotes and without what parts commands.
  package var words: [String] {
    var words: [String] = []
    var word = ""
    func end() {
      if !word.isEmpty { words.append(word) }
      word = ""
    }
    for character in text {
      switch character {
      case "\"", "'", "\\": break
      case ";", "&", "|", "(", ")", "`", "<", ">", "{", "}", "\n", "\r", "\r\n":
        end()
        // So that words of two commands are not taken for those of one.
        words.append(";")
      case " ", "\t": end()
      default: word.append(character)
      }
    }
    end()
    return words
  }
}
