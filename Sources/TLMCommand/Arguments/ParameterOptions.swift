import ArgumentParser

/// Parameters of projections that a command is given.
struct ParameterOptions: ParsableArguments {
  @Option(
    name: .customLong("set"),
    help: ArgumentHelp(
      "Set a parameter; with several projections as name.key=value. Repeatable.",
      valueName: "key=value"))
  var settings: [String] = []
}
