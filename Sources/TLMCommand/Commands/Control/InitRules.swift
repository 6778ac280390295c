import ArgumentParser
import TLM

/// `tlm control init`: a rule file to begin with.
struct InitRules: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Write a rule file to begin with: for a person's machine, or for a server.",
    discussion: """
      The profile workstation is what ships and is in force without any file: it lets a machine be \
      busy. The profile server takes high load for trouble; budget holds agents to 20 dollars a day, \
      and loop stops those that go round in circles, both with tlm gate. Without a file the rules go into the \
      store's folder, where they are found; - prints them. A file that is there stays as it is.

      Examples:
        tlm control init --profile server
        tlm control init ~/.config/tlm/rules.yaml
        tlm control init --profile server - | diff - rules.yaml
      """)

  @OptionGroup var store: StoreOptions

  @Option(help: "workstation, server, budget or loop.")
  var profile = ProfileArgument.workstation

  @Argument(help: "The file; - for standard output.")
  var file: String?

  /// What a set of rules is for.
  enum ProfileArgument: String, ExpressibleByArgument, CaseIterable {
    case workstation, server, budget, loop

    var profile: Policy.Profile { Policy.Profile(rawValue: rawValue) ?? .workstation }
  }

  func run() throws {
    let rules = profile.profile.rules
    let output = Output()
    if file == "-" { return output.line(String(rules.dropLast())) }
    if file == nil { try Person.requireNoAgent("write a store's rules") }
    let path = try file ?? store.openForWriting().log.layout.rules
    guard try FileCheck.write(path, rules) else {
      Message.error(SafeText.of("\(path) is there already; it stays as it is"))
      throw Failure.nothingFound
    }
    output.show(SafeText.of("wrote \(path)"))
  }
}
