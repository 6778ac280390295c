import SystemCalls

/// How tlm's hooks stand in one settings file.
package struct HookStatus: Sendable {
  /// Whose settings they are.
  package let scope: SettingsScope
  /// The file.
  package let path: String
  /// Whether there is one.
  package let isThere: Bool
  /// The hooks that tlm is called by.
  package let hooks: [String]
  /// Those that it could be called by, and is not.
  package let missing: [String]
  /// The programs that they run.
  package let commands: [Command]
  /// Whether the user has switched all hooks off.
  package let isDisabled: Bool
  /// Why nothing is known of the file, in a sentence; nil where it could be read.
  package let problem: String?

  /// A program that hooks run.
  package struct Command: Sendable, Equatable {
    /// Its path, as the settings have it.
    package let path: String
    /// Whether something is there.
    package let exists: Bool
    /// Whether this user may run it.
    package let isExecutable: Bool

    init(_ path: String) {
      self.path = path
      // Whether somebody serves there shows when it is posted to.
      if path.hasPrefix("http://") {
        (exists, isExecutable) = (true, true)
        return
      }
      // What cannot be looked at is not there for this user.
      let status = (try? FileStatus.of(path)) ?? nil
      exists = status != nil
      isExecutable = status?.isRegular == true && Folder.permits(.run, at: path)
    }
  }

  /// Looks at a settings file, and at the programs that it names.
  package init(_ scope: SettingsScope, path: String, role: HookRole = .telemetry) {
    self.scope = scope
    self.path = path
    var (text, problem) = (HookSettingsText?.none, String?.none)
    var isThere = true
    do throws(HookError) {
      let file = try SettingsFile(scope, path: path)
      isThere = file.contents != nil
      text = try HookSettingsText(file.contents ?? HookSettingsText.none, path: path, role: role)
    } catch { problem = error.message }
    let handlers = text?.handlers ?? []
    let names = Set(handlers.map(\.hook))
    hooks = role.hooks.map(\.name).filter(names.contains)
    missing = role.hooks.map(\.name).filter { !names.contains($0) }
    commands = Set(handlers.map(\.handler.command)).sorted().map(Command.init)
    arguments = handlers.map(\.handler.arguments)
    isDisabled = text?.isDisabled ?? false
    self.isThere = isThere
    self.problem = problem
  }

  /// What the programs are given.
  package let arguments: [[String]]

  /// Whether tlm hears of all that it could, by a program that is there.
  package var isInstalled: Bool {
    !hooks.isEmpty && missing.isEmpty && !isDisabled && commands.allSatisfy(\.isExecutable)
  }
}
