package import Board
package import Configuration

/// `tools.yaml`: which tools, and which commands, are of which category.
///
/// ```yaml
/// tools:
///   read_only: [Read, Grep, Glob, LS, "mcp__github__get_*"]
///   high_risk: ["mcp__production__*"]
/// commands:
///   read_only: ["git status*", "git log*", ls, "ls *"]
///   high_risk: ["git push*", "rm -rf *"]
/// ```
extension GateTools {
  /// What a file says, in its order.
  ///
  /// - Throws: every mistake with its line and column.
  package init(yaml bytes: [UInt8], file: String) throws(ConfigurationError) {
    self.init()
    let root = try YAMLReader.read(bytes, file: file)
    if root.isNull { return }
    var reader = ConfigurationReader(file: file)
    if let fields = reader.fields(root, "a file of tools", keys: ["tools", "commands"]) {
      tools = fields["tools"].map { Self.patterns($0, "tools", &reader) } ?? []
      commands = fields["commands"].map { Self.patterns($0, "commands", &reader) } ?? []
    }
    if categories.count > GateBits.most {
      reader.note(
        "expected at most \(GateBits.most) categories with those that ship, found"
          + " \(categories.count); have fewer", at: root.place)
    }
    try reader.finish()
  }

  private static func patterns(
    _ node: Node, _ what: String, _ reader: inout ConfigurationReader
  ) -> [Pattern] {
    var patterns: [Pattern] = []
    for entry in reader.entries(node, what) ?? [] {
      let texts = reader.oneOrMore(entry.value, entry.key) ?? []
      patterns += texts.map { Pattern($0, entry.key) }
    }
    return patterns
  }

  /// The same without what makes anything harmless: so much of a file counts that came with a store.
  package var tightening: GateTools {
    func stricter(_ patterns: [Pattern]) -> [Pattern] {
      patterns.filter { !Self.harmless.contains($0.category) }
    }
    return GateTools(tools: stricter(tools), commands: stricter(commands))
  }

  /// These first, then others.
  package func followed(by others: GateTools) -> GateTools {
    GateTools(tools: tools + others.tools, commands: commands + others.commands)
  }
}
