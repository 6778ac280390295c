import Events

/// The bytes of a settings file, and what of tlm's hooks stands in them.
package struct HookSettingsText: Sendable {
  private let bytes: [UInt8]
  private let root: SettingsPart
  private let style: SettingsStyle
  private let role: HookRole

  /// Where a handler of tlm's stands: the groups of a hook, one of them, and its place there.
  private struct Found {
    let groups: SettingsPart
    let group: Int
    let place: Int
    let part: SettingsPart
    let handler: HookHandler
  }

  /// Settings of a file that is not there yet.
  package static let none: [UInt8] = Array("{}\n".utf8)

  /// - Parameters:
  ///   - bytes: of the file.
  ///   - path: for whoever has to mend it.
  ///   - role: whose handlers are meant.
  /// - Throws: `invalidSettings`, with the place, where it is no JSON or not of the right form.
  package init(
    _ bytes: [UInt8], path: String, role: HookRole = .telemetry
  ) throws(HookError) {
    self.role = role
    do throws(SettingsParser.Fault) {
      root = try SettingsParser.parse(bytes)
      try Self.check(root)
    } catch {
      throw HookError(.invalidSettings, Self.sentence(error, in: bytes, path))
    }
    self.bytes = bytes
    style = SettingsStyle(of: root, in: bytes)
  }

  /// The handlers of tlm's, by the hook that they stand under.
  package var handlers: [(hook: String, handler: HookHandler)] {
    found.map { ($0.groups.name, $0.handler) }
  }

  /// Whether the user has switched all hooks off.
  package var isDisabled: Bool { root.member("disableAllHooks")?.value(in: bytes) == true }

  /// The file with a handler under each hook that is listened to, once. What a user has changed of
  /// one, such as when it runs, stays.
  package func installing(_ handler: HookHandler) -> [UInt8] {
    var edits = SettingsEdits(of: bytes, style: style)
    let found = found
    var missing: [Member] = []
    for hook in role.hooks {
      let own = found.filter { $0.groups.name == hook.name }
      let wanted = handler.value(for: hook)
      if let first = own.first {
        if first.handler != handler.handler(for: hook) {
          edits.replace(first.part, with: wanted, depth: 5)
        }
        continue
      }
      let group: Value = ["hooks": [wanted]]
      if let groups = hooks?.member(hook.name) {
        edits.add(group, to: groups, depth: 2)
      } else {
        missing.append(Member(hook.name, [group]))
      }
    }
    if !missing.isEmpty { add(missing, &edits) }
    return edits.isEmpty ? bytes : edits.result
  }

  /// The file without tlm's handlers, and without what has become empty by that.
  ///
  /// - Parameter before: the file as it was before tlm's handlers came in, where that is known: what was
  ///   empty there stays. Where nothing else was changed since, it is that file again.
  package func uninstalling(to before: HookSettingsText? = nil) -> [UInt8] {
    guard let hooks, let first = found.first else { return bytes }
    if let before, before.found.isEmpty, before.installing(first.handler) == bytes {
      return before.bytes
    }
    var edits = SettingsEdits(of: bytes, style: style)
    let own = found
    let isGone = hooks.parts.map { groups in
      Self.remove(own.filter { $0.groups.start == groups.start }, from: groups, &edits)
    }
    if isGone.allSatisfy({ $0 }) {
      edits = SettingsEdits(of: bytes, style: style)
      if before?.hooks?.parts.isEmpty == true {
        edits.remove(isGone.map { _ in true }, from: hooks)
      } else {
        edits.remove(root.parts.map { $0 == hooks }, from: root)
      }
    } else if isGone.contains(true) {
      edits.remove(isGone, from: hooks)
    }
    return edits.result
  }

  private var hooks: SettingsPart? { root.member("hooks") }

  private var found: [Found] {
    guard let hooks else { return [] }
    return hooks.parts.flatMap { groups in
      groups.parts.enumerated().flatMap { group, part in
        (part.member("hooks")?.parts ?? []).enumerated().compactMap { place, part in
          part.value(in: bytes).flatMap { HookHandler($0, as: role) }.map {
            Found(groups: groups, group: group, place: place, part: part, handler: $0)
          }
        }
      }
    }
  }

  private func add(_ members: [Member], _ edits: inout SettingsEdits) {
    if let hooks {
      edits.add(members, to: hooks, depth: 1)
    } else {
      edits.add([Member("hooks", .object(members))], to: root, depth: 0)
    }
  }

  /// Takes handlers out of the groups of a hook; true where nothing is left of them, and nothing was
  /// done.
  private static func remove(
    _ own: [Found], from groups: SettingsPart, _ edits: inout SettingsEdits
  ) -> Bool {
    guard !own.isEmpty else { return false }
    let isGone = groups.parts.enumerated().map { group, part in
      let places = own.filter { $0.group == group }.map(\.place)
      return !places.isEmpty && places.count == part.member("hooks")?.parts.count
    }
    if isGone.allSatisfy({ $0 }) { return true }
    for (group, part) in groups.parts.enumerated() where !isGone[group] {
      let places = own.filter { $0.group == group }.map(\.place)
      guard !places.isEmpty, let handlers = part.member("hooks") else { continue }
      edits.remove(handlers.parts.indices.map(places.contains), from: handlers)
    }
    if isGone.contains(true) { edits.remove(isGone, from: groups) }
    return false
  }
}

extension HookSettingsText {
  /// Whether the parts that are changed are of the form that the agent reads.
  private static func check(_ root: SettingsPart) throws(SettingsParser.Fault) {
    func require(_ part: SettingsPart, _ kind: SettingsPart.Kind, _ what: String)
      throws(SettingsParser.Fault)
    {
      if part.kind == kind { return }
      throw SettingsParser.Fault(place: part.range.lowerBound, what: what)
    }
    try require(root, .object, "the settings are no object")
    guard let hooks = root.member("hooks") else { return }
    try require(hooks, .object, "hooks is no object")
    for groups in hooks.parts {
      try require(groups, .array, "the hooks of \(groups.name) are no array")
      for group in groups.parts {
        try require(group, .object, "what stands among the hooks of \(groups.name) is no object")
        guard let handlers = group.member("hooks") else { continue }
        try require(handlers, .array, "hooks is no array")
      }
    }
  }

  static func sentence(
    _ fault: SettingsParser.Fault, in bytes: [UInt8], _ path: String
  ) -> String {
    let before = bytes.prefix(fault.place)
    let line = before.count { $0 == UInt8(ascii: "\n") } + 1
    let start = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    let column = String(decoding: before[start...], as: UTF8.self).count + 1
    return "\(path):\(line):\(column): \(fault.what); nothing was changed, so mend it and try again"
  }
}
