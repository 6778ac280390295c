import SystemCalls

/// A settings file on disk, which is changed so that the agent sees the old one or the new one, and
/// nobody's change is lost.
package struct SettingsFile: Sendable {
  /// Where it is looked for.
  package let path: String
  /// Where it is, behind links.
  package let target: String
  /// What is in it; nil where it is not there.
  package let contents: [UInt8]?
  private let permissions: UInt32

  /// What the copy of the file before a change is called, beside it.
  package static let backupSuffix = ".tlm-backup"
  /// Bytes of the longest file that is taken for settings.
  private static let limit: Int64 = 16 << 20

  /// - Throws: `unwritableSettings` where it is there and cannot be read.
  package init(_ scope: SettingsScope, path: String) throws(HookError) {
    self.path = path
    guard let status = try Self.status(of: path) else {
      (target, contents, permissions) = (path, nil, scope.permissions)
      return
    }
    guard status.isRegular, status.size <= Self.limit else {
      throw HookError(.unwritableSettings, "\(path) is no settings file; look at what is there")
    }
    target = Folder.resolved(path) ?? path
    permissions = status.permissions
    do throws(SystemError) {
      contents = try Folder.contents(of: target, limit: Int(Self.limit), kind: .anything)
    } catch {
      throw HookError(.unwritableSettings, "\(path) cannot be read: \(error.words)")
    }
  }

  private static func status(of path: String) throws(HookError) -> FileStatus? {
    let isLink: Bool
    do throws(SystemError) {
      if let status = try FileStatus.of(path) { return status }
      isLink = try FileStatus.ofName(path) != nil
    } catch {
      throw HookError(.unwritableSettings, "\(path) cannot be looked at: \(error.words)")
    }
    guard isLink else { return nil }
    throw HookError(
      .unwritableSettings,
      "\(path) is a link to nothing; make the file that it leads to, or remove it")
  }

  /// The path of the copy that a change leaves.
  package var backup: String { target + Self.backupSuffix }

  /// What the last change replaced; nil where there is no such copy, or it cannot be read.
  package var contentsOfBackup: [UInt8]? {
    (try? Folder.contents(of: backup, limit: Int(Self.limit), kind: .anything)) ?? nil
  }

  /// Puts other bytes in its place, by rename, with a copy of those before.
  ///
  /// - Throws: `changedSettings` where it is not as it was read, `unwritableSettings`.
  package func replace(with bytes: [UInt8]) throws(HookError) {
    if contents != nil && !Folder.permits(.write, at: target) {
      throw HookError(
        .unwritableSettings, "\(target) may not be written; nothing was changed, so allow it first")
    }
    do throws(SystemError) {
      let draft = target + ".\(ProcessFileName.fresh())"
      if let contents {
        try write(contents, draft: draft, to: backup)
      } else {
        try makeFolder()
      }
      try write(bytes, draft: draft, to: target)
    } catch {
      throw HookError(.unwritableSettings, "\(target) cannot be written: \(error.words)")
    }
  }

  /// Takes it away, with a copy of it left.
  ///
  /// - Throws: `unwritableSettings`.
  package func remove() throws(HookError) {
    guard let contents else { return }
    do throws(SystemError) {
      try write(contents, draft: target + ".\(ProcessFileName.fresh())", to: backup)
      try Folder.unlink(target)
    } catch {
      throw HookError(.unwritableSettings, "\(target) cannot be removed: \(error.words)")
    }
  }

  private func makeFolder() throws(SystemError) {
    guard let slash = target.lastIndex(of: "/"), slash > target.startIndex else { return }
    try Folder.make(String(target[..<slash]))
  }

  private func write(_ bytes: [UInt8], draft: String, to path: String) throws(SystemError) {
    do throws(SystemError) {
      let file = try Descriptor.open(draft, .update, create: true, exclusive: true)
      try file.write(bytes.span, at: 0)
      try file.setPermissions(permissions)
      try file.syncData()
      try Folder.rename(draft, to: path)
    } catch {
      // Nobody knows of the draft.
      try? Folder.unlink(draft)
      throw error
    }
  }
}
