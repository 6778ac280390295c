package import Hooks
package import TLM

/// What became of a settings file of a coding agent.
package struct HookChangeDocument: Document {
  private let change: HookInstallation
  private let command: [String]
  private let isDry: Bool

  /// - Parameters:
  ///   - handler: what was installed; nil where it was taken out.
  ///   - isDry: whether it was only shown.
  package init(_ change: HookInstallation, _ handler: HookHandler?, isDry: Bool) {
    self.change = change
    command = handler.map { [$0.command] + $0.arguments } ?? []
    self.isDry = isDry
  }

  /// - Parameter server: what was named; nil where it was taken out.
  package init(_ change: HookInstallation, _ server: AgentServer?, isDry: Bool) {
    self.change = change
    command = server.map { [$0.command] + $0.arguments } ?? []
    self.isDry = isDry
  }

  package var json: Value {
    let hasBackup = change.isChange && !isDry && change.file.contents != nil
    return [
      "scope": .string(change.scope.rawValue), "path": .string(change.file.target),
      "changed": .bool(change.isChange), "dry_run": .bool(isDry),
      "command": .array(command.map { .string($0) }),
      "backup": hasBackup ? .string(change.file.backup) : .null,
      "diff": .array(change.diff.map { .string($0) }),
    ]
  }
}
