import ArgumentParser

/// The command that the first words name.
///
/// The parser of `tlm` itself takes every command apart before it looks at the words: a third of the time
/// of a question that an index answers. The command alone reads the same words the same; only what
/// it cannot read, help among it, is for the parser of the whole, which knows how to say it.
enum ChosenCommand {
  /// The command with its arguments; nil where the words are for the parser of the whole.
  static func read(_ words: [String]) -> (any ParsableCommand)? {
    var rest = words[...]
    var candidates = CommandCatalog.all
    var chosen: (any ParsableCommand.Type)?
    while let word = rest.first, let next = candidates.first(where: { names($0, word) }) {
      chosen = next
      candidates = next.configuration.subcommands
      rest.removeFirst()
    }
    guard let chosen, let command = try? chosen.parseAsRoot(Array(rest)) else { return nil }
    // The parser gives a request for help as a command, too, which would know no name but its own.
    let isOwn = ([chosen] + candidates).contains { $0 == type(of: command) }
    return isOwn ? command : nil
  }

  private static func names(_ command: any ParsableCommand.Type, _ word: String) -> Bool {
    let configuration = command.configuration
    return configuration.commandName == word || configuration.aliases.contains(word)
  }
}
