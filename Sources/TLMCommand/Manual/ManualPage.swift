import ArgumentParser
import TLM

/// The page of the manual, section 1: made of the commands and their options as the parser knows them.
struct ManualPage {
  private var roff = Roff()

  /// The page; nil where the parser describes the commands in a way that is not known here.
  static func text() -> String? {
    // What the parser says of a command and all below it, over many lines.
    let description = Root._dumpHelp().replacing("\n", with: " ")
    guard let root = Value(json: description)?["command"] else { return nil }
    var page = ManualPage()
    page.add(root)
    return page.roff.lines.joined(separator: "\n") + "\n"
  }

  private mutating func add(_ root: Value) {
    let version = Root.configuration.version
    roff.request("TH", "TLM", "1", "", "tlm \(version)", "User Commands")
    roff.request("SH", "NAME")
    roff.text("tlm - " + Self.plain(root["abstract"]))
    roff.request("SH", "SYNOPSIS")
    roff.text("tlm COMMAND [OPTION]... [ARGUMENT]...")
    roff.request("SH", "DESCRIPTION")
    roff.prose(root["discussion"]?.text ?? "")
    roff.request("SH", "COMMANDS")
    for command in Self.shown(root["subcommands"]) { add(command, below: "tlm") }
    addVariables()
  }

  /// A command, and those below it.
  private mutating func add(_ command: Value, below path: String) {
    guard let name = command["commandName"]?.text, name != "help" else { return }
    let path = "\(path) \(name)"
    roff.request("SS", path)
    roff.text(Self.plain(command["abstract"]))
    if let discussion = command["discussion"]?.text {
      roff.request("PP")
      roff.prose(discussion)
    }
    let below = Self.shown(command["subcommands"])
    if below.isEmpty { Self.shown(command["arguments"]).forEach { addArgument($0) } }
    for command in below { add(command, below: path) }
  }

  private mutating func addArgument(_ argument: Value) {
    let names = (argument["names"]?.elements ?? []).compactMap { name in
      name["name"]?.text.map { (name["kind"]?.text == "long" ? "--" : "-") + $0 }
    }
    if names.contains("--help") || names.contains("--version") { return }
    let value = argument["valueName"]?.text.map { "<\($0)>" } ?? ""
    let isFlag = argument["kind"]?.text == "flag"
    var title = names.isEmpty ? value : names.joined(separator: ", ")
    if !names.isEmpty && !isFlag { title += " \(value)" }
    roff.request("TP")
    roff.text(title)
    let about = [argument["abstract"], argument["discussion"]].map(Self.plain)
    let usual = argument["defaultValue"]?.text.map { "(default: \($0))" } ?? ""
    roff.text((about + [usual]).filter { !$0.isEmpty }.joined(separator: " "))
  }

  private mutating func addVariables() {
    roff.request("SH", "ENVIRONMENT")
    for (name, meaning) in Self.variables {
      roff.request("TP")
      roff.text(name)
      roff.text(meaning)
    }
  }

  private static let variables = [
    ("TLM_STORE", "The store's folder, where --store does not name one."),
    ("TLM_DEBUG", "Set: tlm emit and tlm run say what went wrong."),
    ("TLM_DISABLED", "1: tlm emit, tlm hook and tlm run record nothing."),
    ("AGENT_OWNER", "Whose runs they are: told with each run as agent_owner."),
    ("TRACEPARENT, TLM_RUN_ID", "The trace and the run that tlm run and tlm emit belong to."),
    ("PAGER", "Shows what an unlimited tlm query prints on a terminal; less without it."),
    ("COLUMNS", "How wide tables are on a terminal; without it, as wide as that is."),
    ("NO_COLOR", "Set: no colours on a terminal."),
    ("CLICOLOR_FORCE", "Set: colours in a pipe, too."),
    ("XDG_STATE_HOME, XDG_CONFIG_HOME", "Where your own store and your own rules are."),
  ]

  private static func shown(_ list: Value?) -> [Value] {
    (list?.elements ?? []).filter { $0["shouldDisplay"] != false }
  }

  private static func plain(_ text: Value?) -> String {
    (text?.text ?? "").split(separator: "\n").joined(separator: " ")
  }
}
