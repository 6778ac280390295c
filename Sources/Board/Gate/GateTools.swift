import Events

/// Which category a call of a tool is of: patterns of tools, and of commands.
package struct GateTools: Sendable, Equatable {
  /// `*` stands for any characters; the first that fits counts.
  package struct Pattern: Sendable, Equatable {
    package let text: String
    /// The category's name.
    package let category: String

    package init(_ text: String, _ category: String) {
      (self.text, self.category) = (text, category)
    }
  }

  /// By the names of tools.
  package var tools: [Pattern]
  /// By the commands that a shell is given.
  package var commands: [Pattern]

  package init(tools: [Pattern] = [], commands: [Pattern] = []) {
    (self.tools, self.commands) = (tools, commands)
  }

  /// What reads and changes nothing; a mode may allow it alone.
  package static let readOnly = "read_only"
  /// What everything is that no pattern names.
  package static let write = "write"
  /// Categories that read at most.
  package static let harmless = [
    readOnly, "health_check", "self_check", "essential_health_check",
  ]

  /// What holds where nobody says otherwise.
  package static let shipped = GateTools(
    tools: ["Read", "Grep", "Glob", "LS"].map { Pattern($0, readOnly) })

  /// Every category: those that modes know, then the others by name.
  package var categories: [String] {
    let known = Self.harmless + [Self.write]
    let named = Set((tools + commands).map(\.category)).subtracting(known)
    return known + named.sorted()
  }

  /// The category of a call.
  ///
  /// - Parameter command: what a shell is given; nil for other tools.
  package func category(of tool: String, command: String? = nil) -> String {
    if let command {
      for pattern in commands where Self.fits(pattern, command) { return pattern.category }
    }
    return tools.first { Filter.matches($0.text, tool) }?.category ?? Self.write
  }

  /// A command that does more than one thing is not harmless because of how it begins.
  private static func fits(_ pattern: Pattern, _ command: String) -> Bool {
    if harmless.contains(pattern.category), !ShellCommand(command).isSimple { return false }
    return Filter.matches(pattern.text, command)
  }
}
