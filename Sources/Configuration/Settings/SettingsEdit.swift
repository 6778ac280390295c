import Events

/// Writes one setting into the text of a file and leaves everything else as it is: other keys, their
/// order, comments and spaces.
///
/// What comes out is read again before it is given back: it says the same as before but for that one
/// setting, or the edit is refused.
package struct SettingsEdit: Sendable {
  private let bytes: [UInt8]
  private let path: String

  /// Of a file.
  ///
  /// - Parameters:
  ///   - bytes: all of it; none for a file that is not there.
  ///   - path: how errors name it.
  package init(of bytes: [UInt8], path: String) {
    self.bytes = bytes
    self.path = path
  }

  /// The text with a setting that says something else.
  ///
  /// - Parameters:
  ///   - setting: which.
  ///   - text: what it says, as it is written in a file.
  /// - Throws: where the text is no value of the setting, or the file is written in a way in which it
  ///   cannot be set without changing more.
  package func setting(
    _ setting: Setting, to text: String
  ) throws(ConfigurationError) -> [UInt8] {
    var reader = ConfigurationReader(file: setting.name)
    let value = try YAMLReader.read(Array(text.utf8), file: setting.name)
    _ = setting.value(value, &reader)
    try reader.finish()
    let root = try YAMLReader.read(bytes, file: path)
    let wanted = root.value.setting(setting.path[...], to: value.value).sorted
    for candidate in candidates(setting, text, in: root) {
      guard let after = try? YAMLReader.read(candidate, file: path) else { continue }
      if after.value.sorted == wanted { return candidate }
    }
    throw ConfigurationError(
      "cannot set \(setting.name) here without changing more; write it by hand",
      at: place(of: setting.path, in: root) ?? .start, in: path)
  }

  /// The texts that may be meant, the likeliest first.
  private func candidates(_ setting: Setting, _ text: String, in root: Node) -> [[UInt8]] {
    let path = setting.path
    var texts: [[UInt8]] = []
    if let place = place(of: path, in: root) {
      for end in ends(of: place) { texts.append(replaced(from: offset(of: place), to: end, text)) }
    } else if path.count == 2, let section = entry(path[0], of: root) {
      texts += inserted("\(path[1]): \(text)", in: section)
    } else {
      let line = path.count == 2 ? "\(path[0]):\n  \(path[1]): \(text)\n" : "\(path[0]): \(text)\n"
      let isOpen = !bytes.isEmpty && bytes.last != UInt8(ascii: "\n")
      texts.append(bytes + Array(((isOpen ? "\n" : "") + line).utf8))
    }
    return texts
  }

  private func entry(_ key: String, of node: Node) -> Node.Entry? {
    guard case .mapping(let entries) = node.content else { return nil }
    return entries.first { $0.key == key }
  }

  /// Where the value of a setting begins; nil where it is not written.
  private func place(of path: [String], in root: Node) -> Place? {
    var node = root
    for key in path {
      guard let entry = entry(key, of: node) else { return nil }
      node = entry.value
    }
    return node.place
  }

  /// Where a value may end: before the end of its line, a comment, or what ends it in braces.
  private func ends(of place: Place) -> [Int] {
    let start = offset(of: place)
    let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
    var ends: [Int] = []
    for index in start...end {
      let isEnd = index == end
      if isEnd || bytes[index] == UInt8(ascii: "#") || bytes[index] == UInt8(ascii: ",")
        || bytes[index] == UInt8(ascii: "}")
      {
        var last = index
        while last > start, bytes[last - 1] == 0x20 || bytes[last - 1] == 0x0D { last -= 1 }
        ends.append(last)
      }
    }
    return ends
  }

  private func replaced(from start: Int, to end: Int, _ text: String) -> [UInt8] {
    Array(bytes[..<start]) + Array(text.utf8) + Array(bytes[end...])
  }

  /// A line behind the key of a section, as far in as what stands there; or within its braces.
  private func inserted(_ line: String, in section: Node.Entry) -> [[UInt8]] {
    let start = offset(of: section.value.place)
    if case .mapping(let entries) = section.value.content, let first = entries.first,
      first.keyPlace.line > section.keyPlace.line
    {
      let place = Place(line: first.keyPlace.line, column: 1)
      let space = String(repeating: " ", count: first.keyPlace.column - 1)
      let before = offset(of: place)
      return [replaced(from: before, to: before, "\(space)\(line)\n")]
    }
    guard start < bytes.count, bytes[start] == UInt8(ascii: "{") else { return [] }
    return [line, "\(line), "].map { replaced(from: start + 1, to: start + 1, $0) }
  }

  /// The byte at a place; columns are characters.
  private func offset(of place: Place) -> Int {
    var index = 0
    for _ in 1..<max(1, place.line) {
      guard let end = bytes[index...].firstIndex(of: UInt8(ascii: "\n")) else { break }
      index = end + 1
    }
    for _ in 1..<max(1, place.column) where index < bytes.count {
      index += 1
      while index < bytes.count, bytes[index] & 0xC0 == 0x80 { index += 1 }
    }
    return min(index, bytes.count)
  }
}

extension Value {
  /// The same with another value at the end of a path.
  fileprivate func setting(_ path: ArraySlice<String>, to value: Value) -> Value {
    guard let key = path.first else { return value }
    var members: [Member] = []
    if case .object(let own) = self { members = own }
    let old = members.first { $0.name == key }?.value ?? .null
    members.removeAll { $0.name == key }
    members.append(Member(key, old.setting(path.dropFirst(), to: value)))
    return .object(members)
  }

  /// The same with all members in the order of their names.
  fileprivate var sorted: Value {
    switch self {
    case .object(let members):
      .object(
        members.map { Member($0.name, $0.value.sorted) }.sorted { $0.name < $1.name })
    case .array(let elements): .array(elements.map(\.sorted))
    default: self
    }
  }
}
