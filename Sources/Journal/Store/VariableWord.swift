/// What variables of the environment say that stand for yes or no: one place for all who read them.
package enum VariableWord {
  /// Whether it is a word for yes.
  package static func isYes(_ word: String) -> Bool {
    ["1", "true", "yes", "on"].contains(word.lowercased())
  }

  /// Whether it is a word for no.
  package static func isNo(_ word: String) -> Bool {
    ["0", "false", "no", "off"].contains(word.lowercased())
  }

  /// The variable that switches everything off, whatever else is set: `TLM_ENABLED` turned round.
  package static let disabling = "TLM_DISABLED"

  /// Whether an environment switches everything off.
  package static func isDisabled(in environment: (String) -> String?) -> Bool {
    environment(disabling).map(isYes) ?? false
  }
}
