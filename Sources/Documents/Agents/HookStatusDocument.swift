package import Hooks
package import TLM

/// How tlm's hooks stand in one settings file of a coding agent.
package struct HookStatusDocument: Document {
  private let status: HookStatus

  package init(_ status: HookStatus) { self.status = status }

  package var json: Value {
    [
      "scope": .string(status.scope.rawValue), "path": .string(status.path),
      "exists": .bool(status.isThere), "installed": .bool(status.isInstalled),
      "disabled": .bool(status.isDisabled),
      "hooks": .array(status.hooks.map { .string($0) }),
      "missing": .array(status.missing.map { .string($0) }),
      "commands": .array(
        status.commands.map { command in
          [
            "path": .string(command.path), "exists": .bool(command.exists),
            "executable": .bool(command.isExecutable),
          ]
        }),
      "problem": status.problem.map { .string($0) } ?? .null,
    ]
  }
}
