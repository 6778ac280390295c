/// JSON over several lines, for a person who looks at a document on a terminal.
package enum PrettyJSON {
  package static func text(of value: Value) -> String {
    var text = ""
    write(value, indent: 0, into: &text)
    return SafeLines.of(text)
  }

  private static func write(_ value: Value, indent: Int, into text: inout String) {
    let inner = String(repeating: "  ", count: indent + 1)
    let outer = String(repeating: "  ", count: indent)
    switch value {
    case .object(let members) where !members.isEmpty:
      text += "{\n"
      for (index, member) in members.enumerated() {
        text += inner + JSONWriter.text(of: .string(member.name)) + ": "
        write(member.value, indent: indent + 1, into: &text)
        text += index + 1 < members.count ? ",\n" : "\n"
      }
      text += outer + "}"
    case .array(let elements) where !elements.isEmpty:
      text += "[\n"
      for (index, element) in elements.enumerated() {
        text += inner
        write(element, indent: indent + 1, into: &text)
        text += index + 1 < elements.count ? ",\n" : "\n"
      }
      text += outer + "]"
    default: text += JSONWriter.text(of: value)
    }
  }

  private enum SafeLines {
    static func of(_ text: String) -> String {
      text.split(separator: "\n", omittingEmptySubsequences: false).map { SafeText.of(String($0)) }
        .joined(separator: "\n")
    }
  }
}
