import ArgumentParser
import TLM

/// `tlm mode set`: a change of mode by hand.
struct SetMode: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "set",
    abstract: "Change the mode by hand, if nobody else does meanwhile.",
    discussion: """
      There must be an edge to it from the mode in force. It ends with 1 if another change of the \
      same scope came first; then nothing was written.

      Examples:
        tlm mode set ALERT --reason 'deploying by hand'
        tlm mode set RECOVERY --reason 'disk replaced' --by ada --rules rules.yaml
      """)

  @OptionGroup var store: StoreOptions
  @OptionGroup var rules: PolicyOptions
  @OptionGroup var scope: ScopeOptions

  @Option(help: "Why, for whoever asks later.")
  var reason: String

  @Option(help: "Who does it; without it, the name of your account.")
  var by: String?

  @OptionGroup var format: FormatOptions

  @Argument(help: "The mode.", completion: Completions.modes)
  var mode: String

  func validate() throws {
    if reason.isEmpty { throw ValidationError("--reason must say why") }
  }

  func run() throws {
    try Person.require("set the mode", at: store.location)
    let store = try store.openForWriting()
    let policy = try rules.rules(of: store).policy
    guard policy.mode(mode) != nil else {
      let names = policy.modes.map(\.name).joined(separator: ", ")
      throw ValidationError("there is no mode \(SafeText.of(mode)); there are \(names)")
    }
    let seen = try store.mode(under: policy, scope: scope.scope)
    try Answer.show(format) {
      try store.setMode(
        mode, from: seen, reason: reason, by: by ?? Answer.person, under: policy,
        scope: scope.scope)
    }
    if !format.json {
      Message.note("\(SafeText.of(seen.state.course.mode.text)) → \(mode)")
    }
  }
}
