import Events

/// Members that a dialect adds at the end of a line's object.
struct AddedMembers {
  private var bytes: [UInt8] = []

  /// - Parameter members: those to add, in their order.
  init(_ members: [Member]) {
    for member in members {
      var writer = JSONWriter()
      writer.write(member: member.name, member.value)
      bytes.append(UInt8(ascii: ","))
      bytes += writer.bytes
    }
  }

  /// Writes a line with the members before its last brace, and its newline.
  ///
  /// - Parameter line: one JSON object.
  func write(_ line: ArraySlice<UInt8>, into lines: inout [UInt8]) {
    guard let brace = line.lastIndex(of: UInt8(ascii: "}")) else {
      lines += line
      lines.append(UInt8(ascii: "\n"))
      return
    }
    lines += line[..<brace]
    let isEmpty = line[..<brace].last { !Self.isSpace($0) } == UInt8(ascii: "{")
    lines += isEmpty ? bytes.dropFirst() : bytes[...]
    lines += line[brace...]
    lines.append(UInt8(ascii: "\n"))
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (9...13).contains(byte) }
}
