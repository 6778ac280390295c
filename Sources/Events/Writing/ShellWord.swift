/// Texts as a POSIX shell takes them for one word: where people are told a command to copy.
package enum ShellWord {
  /// Whether it is one word as it stands.
  package static func isPlain(_ text: String) -> Bool {
    !text.isEmpty
      && text.utf8.allSatisfy { byte in
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
          || "-_./+=:@%,".utf8.contains(byte)
      }
  }

  /// It as one word, in quotes where it must be.
  package static func quoted(_ text: String) -> String {
    isPlain(text) ? text : "'\(text.replacing("'", with: "'\\''"))'"
  }
}
