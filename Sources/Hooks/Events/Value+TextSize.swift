import Events

extension Value {
  /// Bytes of a text; of all else, of its JSON on one line.
  var textSize: Int { text?.utf8.count ?? jsonSize }

  /// Counted and not written: an output may be long.
  private var jsonSize: Int {
    switch self {
    case .string(let text): Self.size(of: text)
    case .array(let elements): elements.reduce(2 + commas(elements.count)) { $0 + $1.jsonSize }
    case .object(let members):
      members.reduce(2 + commas(members.count)) { size, member in
        size + Self.size(of: member.name) + 1 + member.value.jsonSize
      }
    default: JSONWriter.text(of: self).utf8.count
    }
  }

  private func commas(_ count: Int) -> Int { max(0, count - 1) }

  /// Bytes of a text between its quotes, escaped.
  private static func size(of text: String) -> Int {
    var size = 2
    for unit in text.utf8 {
      switch unit {
      case 0x22, 0x5C, 0x0A, 0x0D, 0x09: size += 2
      case ..<0x20: size += 6
      default: size += 1
      }
    }
    return size
  }
}
