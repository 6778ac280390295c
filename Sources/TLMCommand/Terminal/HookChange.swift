import Documents
import Hooks
import TLM

/// Changes the settings of an agent, or shows what would change, and says what became of it.
enum HookChange {
  static func run(
    _ action: HookInstallation.Action, _ handler: HookHandler?, _ settings: AgentSettingsOptions,
    as role: HookRole = .telemetry
  ) throws {
    let scope = settings.scope.scope
    let change = try HookInstallation(action, scope, path: scope.path(), role: role)
    let document = HookChangeDocument(change, handler, isDry: settings.dryRun)
    if !settings.dryRun { try change.apply() }
    let output = Output()
    if settings.format.json { return output.json(document) }
    if settings.dryRun {
      for line in change.diff { output.line(SafeText.of(line)) }
      if !change.isChange { Message.note("nothing would change") }
      return
    }
    output.show(SafeText.of(sentence(change, handler)))
  }

  private static func sentence(_ change: HookInstallation, _ handler: HookHandler?) -> String {
    let path = change.file.target
    guard change.isChange else {
      return handler == nil
        ? "there are no hooks of tlm's in \(path)" : "the hooks are in \(path) already"
    }
    let done = handler.map { "installed \($0.command) in \(path)" } ?? "took tlm out of \(path)"
    return change.file.contents == nil ? done : done + "; as it was: \(change.file.backup)"
  }
}
