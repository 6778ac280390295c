import Events

/// Changes to a settings file, each at a place of its own; all the other bytes stay.
struct SettingsEdits {
  private struct Edit {
    let range: Range<Int>
    let text: String
  }

  private var edits: [Edit] = []
  private let bytes: [UInt8]
  private let style: SettingsStyle

  init(of bytes: [UInt8], style: SettingsStyle) {
    self.bytes = bytes
    self.style = style
  }

  var isEmpty: Bool { edits.isEmpty }

  /// The file with all changes made.
  var result: [UInt8] {
    var result: [UInt8] = []
    var end = 0
    for edit in edits.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) {
      result += bytes[end..<edit.range.lowerBound] + Array(edit.text.utf8)
      end = edit.range.upperBound
    }
    return result + bytes[end...]
  }

  mutating func replace(_ part: SettingsPart, with value: Value, depth: Int) {
    edits.append(Edit(range: part.range, text: styled(around: part).text(of: value, depth: depth)))
  }

  /// Adds members behind those of an object.
  mutating func add(_ members: [Member], to object: SettingsPart, depth: Int) {
    let style = styled(inside: object)
    add(members.map { style.text(of: $0, depth: depth + 1) }, to: object, depth, style)
  }

  /// Adds an element behind those of an array.
  mutating func add(_ element: Value, to array: SettingsPart, depth: Int) {
    let style = styled(inside: array)
    add([style.text(of: element, depth: depth + 1)], to: array, depth, style)
  }

  /// Takes parts out of a list, with the commas that they need no more.
  ///
  /// - Parameter isGone: of each part, whether it goes.
  mutating func remove(_ isGone: [Bool], from list: SettingsPart) {
    let (parts, first) = (list.parts, isGone.firstIndex(of: false))
    guard let first else {
      edits.append(Edit(range: list.range.lowerBound + 1..<list.end - 1, text: ""))
      return
    }
    for place in parts.indices where isGone[place] {
      // What stands before the first that stays goes with what is behind it.
      let range =
        place < first
        ? parts[place].start..<parts[place + 1].start : parts[place - 1].end..<parts[place].end
      edits.append(Edit(range: range, text: ""))
    }
  }

  private mutating func add(
    _ texts: [String], to list: SettingsPart, _ depth: Int, _ style: SettingsStyle
  ) {
    guard let last = list.parts.last else {
      let inside = texts.joined(separator: style.separator(depth: depth + 1))
      let text = style.line(depth: depth + 1) + inside + style.line(depth: depth)
      return edits.append(Edit(range: list.range.lowerBound + 1..<list.end - 1, text: text))
    }
    let text = texts.map { separator(of: list) + $0 }.joined()
    edits.append(Edit(range: last.end..<last.end, text: text))
  }

  /// What stands between two parts of a list that has some.
  private func separator(of list: SettingsPart) -> String {
    let parts = list.parts
    if parts.count > 1 {
      let between = parts[parts.count - 2].end..<parts[parts.count - 1].start
      return String(decoding: bytes[between], as: UTF8.self)
    }
    let space = bytes[(list.range.lowerBound + 1)..<parts[0].start]
    return "," + String(decoding: space, as: UTF8.self)
  }

  /// The style of what is added to a list: one line where the list stands on one.
  private func styled(inside list: SettingsPart) -> SettingsStyle {
    guard let first = list.parts.first else { return style }
    let isLong = bytes[list.range.lowerBound..<first.start].contains(UInt8(ascii: "\n"))
    return isLong ? style : SettingsStyle(indent: nil, newline: style.newline)
  }

  private func styled(around part: SettingsPart) -> SettingsStyle {
    let isLong = bytes[part.range].contains(UInt8(ascii: "\n"))
    return isLong ? style : SettingsStyle(indent: nil, newline: style.newline)
  }
}
