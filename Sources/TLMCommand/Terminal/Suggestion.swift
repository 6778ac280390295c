import ArgumentParser
import TLM

/// The command that somebody meant who mistyped one.
enum Suggestion {
  /// Words that are less alike are no slip of the other.
  private static let threshold = 0.6

  /// The name of a command that looks like the first word that is none; nil where all words are, or
  /// none looks like it.
  static func meant(by arguments: [String]) -> (word: String, command: String)? {
    var known: any ParsableCommand.Type = Root.self
    for word in arguments {
      let commands = known.configuration.subcommands
      // What follows is an argument or an option of that command.
      if commands.isEmpty || word.hasPrefix("-") { return nil }
      if let next = commands.first(where: { name(of: $0) == word }) {
        known = next
        continue
      }
      if word == "help" { return nil }
      let ranked = commands.map { command in
        let name = name(of: command)
        return (name, Likeness.ratio(Array(word.lowercased().utf8), Array(name.utf8)))
      }
      guard let best = ranked.max(by: { $0.1 < $1.1 }), best.1 >= threshold else { return nil }
      return (word, best.0)
    }
    return nil
  }

  /// As the parser derives it: of `ShowSeries`, `show-series`.
  private static func name(of command: any ParsableCommand.Type) -> String {
    if let name = command.configuration.commandName { return name }
    return String(describing: command).reduce(into: "") { name, letter in
      if letter.isUppercase && !name.isEmpty { name += "-" }
      name += letter.lowercased()
    }
  }
}
