import Events

/// How a settings file is laid out, so that what is added to it looks like the rest.
struct SettingsStyle: Sendable, Equatable {
  /// One step of indentation; nil where all stands on one line.
  var indent: String?
  var newline = "\n"

  /// How the agent writes its own.
  static let standard = SettingsStyle(indent: "  ")

  init(indent: String?, newline: String = "\n") {
    self.indent = indent
    self.newline = newline
  }

  /// The one of a file, by how its first member stands.
  init(of root: SettingsPart, in bytes: [UInt8]) {
    self = .standard
    if bytes.contains(UInt8(ascii: "\r")) { newline = "\r\n" }
    guard let first = root.parts.first else { return }
    let space = bytes[(root.range.lowerBound + 1)..<first.start]
    guard let line = space.lastIndex(of: UInt8(ascii: "\n")) else {
      indent = nil
      return
    }
    indent = String(decoding: space[(line + 1)...], as: UTF8.self)
  }

  /// A value as it stands inside of so many others.
  func text(of value: Value, depth: Int) -> String {
    guard indent != nil else { return JSONWriter.text(of: value) }
    switch value {
    case .object(let members) where !members.isEmpty:
      return list("{", members.map { text(of: $0, depth: depth + 1) }, "}", depth)
    case .array(let elements) where !elements.isEmpty:
      return list("[", elements.map { text(of: $0, depth: depth + 1) }, "]", depth)
    default: return JSONWriter.text(of: value)
    }
  }

  /// A member as it stands inside of so many values.
  func text(of member: Member, depth: Int) -> String {
    let colon = indent == nil ? ":" : ": "
    return JSONWriter.text(of: .string(member.name)) + colon + text(of: member.value, depth: depth)
  }

  /// The beginning of a line inside of so many values; nothing where all stands on one line.
  func line(depth: Int) -> String {
    indent.map { newline + String(repeating: $0, count: depth) } ?? ""
  }

  /// What separates two members or elements.
  func separator(depth: Int) -> String { "," + line(depth: depth) }

  private func list(_ opener: String, _ parts: [String], _ closer: String, _ depth: Int) -> String {
    opener + line(depth: depth + 1) + parts.joined(separator: separator(depth: depth + 1))
      + line(depth: depth) + closer
  }
}
