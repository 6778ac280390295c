import ArgumentParser
import TLM

/// Which rules a command goes by.
struct PolicyOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "A rule file.",
      discussion: """
        Without it: rules.yaml in the store's folder, else tlm/rules.yaml in your configuration \
        ($XDG_CONFIG_HOME, or ~/.config), else the rules that ship.
        """,
      valueName: "file"))
  var rules: String?

  /// The rules, whose conditions may name the store's own sensors; what was passed over is said.
  ///
  /// - Throws: `ConfigurationError` with every mistake, and where the file cannot be read.
  func rules(of store: Store) throws -> Rules {
    let found = try store.rules(named: rules)
    found.remarks.forEach { Message.error(SafeText.of($0)) }
    return found
  }
}

/// Whose mode a command is about.
struct ScopeOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Whose mode; without it, nobody's in particular.", valueName: "name"))
  var scope: String?

  func validate() throws {
    if scope == "" { throw ValidationError("--scope must be a name") }
  }
}

/// How often all conditions are evaluated.
struct IntervalOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "How often all conditions are evaluated, besides at each event that feeds one.",
      valueName: "length"))
  var interval = LengthArgument(seconds: 5)

  func validate() throws {
    if interval.seconds > 86_400 { throw ValidationError("--interval must be at most 1d") }
  }
}
