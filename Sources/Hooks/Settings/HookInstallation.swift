import SystemCalls

/// Putting tlm's hooks into a settings file of Claude Code, and taking them out.
package struct HookInstallation: Sendable {
  /// What becomes of a settings file.
  package enum Action: Sendable {
    /// There is a handler of tlm's under each hook that is listened to.
    case install(HookHandler)
    /// There is none.
    case uninstall
  }

  /// Whose settings they are.
  package let scope: SettingsScope
  /// The file as it is.
  package let file: SettingsFile
  /// The file as it is to be.
  package let bytes: [UInt8]
  /// Whether it is to be no more: nothing is left in it.
  package let isRemoval: Bool

  init(_ scope: SettingsScope, _ file: SettingsFile, _ bytes: [UInt8], isRemoval: Bool = false) {
    (self.scope, self.file, self.bytes, self.isRemoval) = (scope, file, bytes, isRemoval)
  }

  /// Decides what is to be done; nothing is written yet.
  ///
  /// - Throws: `invalidSettings` where the file is none that can be changed, `unwritableSettings`
  ///   where it cannot be read.
  package init(
    _ action: Action, _ scope: SettingsScope, path: String, role: HookRole = .telemetry
  ) throws(HookError) {
    (self.scope, isRemoval) = (scope, false)
    file = try SettingsFile(scope, path: path)
    let text = try HookSettingsText(file.contents ?? HookSettingsText.none, path: path, role: role)
    switch action {
    case .install(let handler): bytes = text.installing(handler)
    case .uninstall:
      // A copy that is no settings file, or is not there, says nothing of before.
      let copy = file.contentsOfBackup.flatMap { [file] in
        try? HookSettingsText($0, path: file.backup, role: role)
      }
      bytes = text.uninstalling(to: copy)
    }
  }

  /// Whether there is anything to be done; a file that is not there has nothing of ours.
  package var isChange: Bool { bytes != file.contents ?? HookSettingsText.none }

  /// The change as `diff -u` says it.
  package var diff: [String] {
    UnifiedDiff.lines(from: file.contents ?? [], to: bytes, path: file.target)
  }

  /// Does it.
  ///
  /// - Throws: `changedSettings` where the agent or somebody else has changed the file meanwhile,
  ///   `unwritableSettings`.
  package func apply() throws(HookError) {
    guard isChange else { return }
    guard try SettingsFile(scope, path: file.path).contents == file.contents else {
      throw HookError(
        .changedSettings, "\(file.target) was changed just now by somebody else; try again")
    }
    if isRemoval { try file.remove() } else { try file.replace(with: bytes) }
  }
}
