import Board

/// Calls by which an agent would let itself out: they are refused in every mode.
///
/// It is looked for words, not meanings: who wants to can write them so that nobody finds them.
/// Commands of tlm that let out refuse by themselves where an agent runs them.
package enum SelfRelease: Sendable {
  /// What is wrong with a call, to follow "the call"; nil where nothing is.
  package static func problem(with call: GateCall) -> String? {
    if let command = call.command { return problem(with: ShellCommand(command)) }
    guard let path = call.path, !call.reads else { return nil }
    return guarded(path).map { "writes to \($0)" }
  }

  /// What of tlm's a person alone may do, by the words of the command.
  private static let commands: [[String]] = [
    ["mode", "set"], ["mode", "approve"], ["mode", "reject"], ["gate"], ["hook"], ["trust"],
    ["config", "set"], ["relay", "accept"], ["control", "run"], ["control", "init"],
  ]

  /// What lets rules decide, and the option without which it does: an agent could bring its own rules.
  private static let deciding = ["watch": "--no-control", "serve": "--no-watch"]

  private static func problem(with command: ShellCommand) -> String? {
    let words = command.words
    for (place, word) in words.enumerated() where isTlm(word) {
      let rest = words[(place + 1)...].prefix { $0 != ";" }
      let names = rest.filter { !$0.hasPrefix("-") }
      if let found = released(by: names) { return "runs tlm \(found)" }
      if let name = names.first, let harmless = deciding[name], !rest.contains(harmless),
        !["stop", "status"].contains(names.dropFirst().first)
      {
        return "runs tlm \(name) without \(harmless)"
      }
    }
    guard let name = words.lazy.compactMap(guarded).first else { return nil }
    let isReading = command.isSimple && words.first.map { readers.contains($0) } ?? false
    return isReading ? nil : "may write to \(name)"
  }

  private static func released(by words: [String]) -> String? {
    for command in commands {
      // Options may have values, so the words need not stand first.
      guard let start = words.firstIndex(of: command[0]) else { continue }
      if command.count == 1 || words[start...].contains(command[1]) {
        return command.joined(separator: " ")
      }
    }
    return nil
  }

  private static func isTlm(_ word: String) -> Bool {
    let name = word.split(separator: "/").last ?? ""
    return name == "tlm"
  }

  /// Commands that write nothing by themselves.
  private static let readers: Set<String> = [
    "cat", "head", "tail", "less", "more", "ls", "wc", "grep", "rg", "jq", "stat", "file", "du",
  ]

  /// What a path leads to that is not the agent's to write; nil for any other.
  private static func guarded(_ path: String) -> String? {
    let parts = path.split(separator: "/").map(String.init)
    if parts.contains(".tlm") { return "a store of tlm's" }
    for (place, part) in parts.enumerated() {
      let before = place > 0 ? parts[place - 1] : ""
      if part == "tlm", [".config", "state"].contains(before) { return "what is set for tlm" }
      let isSettings = part.hasPrefix("settings") && part.hasSuffix(".json")
      if isSettings, before.hasPrefix(".claude") { return "the settings of the agent" }
    }
    return nil
  }
}
