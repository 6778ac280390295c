package import TLM

/// One setting as it holds: what `tlm config get --json` prints.
package struct SettingDocument: Document {
  private let entry: Settings.Entry

  package init(_ entry: Settings.Entry) { self.entry = entry }

  package var json: Value {
    var members: [Member] = [
      Member("name", .string(entry.name)), Member("value", entry.value),
    ]
    switch entry.origin {
    case .standard: members.append(Member("origin", "standard"))
    case .option: members.append(Member("origin", "option"))
    case .environment(let name):
      members += [Member("origin", "environment"), Member("variable", .string(name))]
    case .file(let path, let line):
      members += [
        Member("origin", "file"), Member("file", .string(path)),
        Member("line", .integer(Int64(line))),
      ]
    }
    return .object(members)
  }
}
