import Hooks
import TestSupport

/// Settings files as they may look: other hooks here and there, white space of every kind.
enum RandomSettings {
  static func text(_ dice: inout Seeded) -> String {
    let unit = ["  ", "    ", "\t", " "][dice.below(4)]
    let newline = ["\n", "\r\n"][dice.below(2)]
    var layout = Layout(unit: unit, newline: newline)
    var members = ["\"model\": \"opus\""]
    if dice.below(2) == 0 {
      members.append("\"env\": " + layout.list("{", ["\"A\": \"1\""], "}", 1, &dice))
    }
    if dice.below(3) > 0 {
      members.insert("\"hooks\": " + hooks(&dice, &layout), at: dice.below(members.count + 1))
    }
    return layout.list("{", members, "}", 0, &dice) + (dice.below(2) == 0 ? newline : "")
  }

  /// At least one hook with a handler: what is empty is taken for what was left over.
  private static func hooks(_ dice: inout Seeded, _ layout: inout Layout) -> String {
    let names = ["Stop", "PreToolUse", "Unknown", "SessionEnd"].shuffled(using: &dice)
    let hooks = names.prefix(1 + dice.below(3)).map { name in
      let groups = (0...dice.below(3)).map { _ in
        let handlers = (0...dice.below(2)).map { number in
          layout.list(
            "{", ["\"type\": \"command\"", "\"command\": \"run \(number)\""], "}", 5, &dice)
        }
        let members = [
          "\"matcher\": \"*\"", "\"hooks\": " + layout.list("[", handlers, "]", 4, &dice),
        ]
        return layout.list("{", members.suffix(1 + dice.below(2)), "}", 3, &dice)
      }
      return "\"\(name)\": " + layout.list("[", groups, "]", 2, &dice)
    }
    return layout.list("{", hooks, "}", 1, &dice)
  }

  private struct Layout {
    let unit: String
    let newline: String

    /// On one line or on several.
    func list(
      _ opener: String, _ parts: some Sequence<String>, _ closer: String, _ depth: Int,
      _ dice: inout Seeded
    ) -> String {
      if dice.below(3) == 0 {
        let space = ["", " "][dice.below(2)]
        return opener + space + parts.joined(separator: ", ") + space + closer
      }
      let line = newline + String(repeating: unit, count: depth)
      return opener + line + unit + parts.joined(separator: "," + line + unit) + line + closer
    }
  }
}
