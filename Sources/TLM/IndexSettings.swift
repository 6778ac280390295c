/// The fields of a user's own that events are found by: `index: {keys: …}` of a `config.yaml`.
///
/// ```yaml
/// index:
///   keys: [branch, metadata.host]
/// ```
/// They join those that are always there (`tool`, `component`, `session_id`, `issue_id`, `trace_id`,
/// `run_id`, `stream`): a query by one of them reads the lines that have it and no others.
package enum IndexSettings: Sendable {
  /// Each costs every line a look-up.
  static let most = 16

  /// The fields, sorted, each once; none where the file names none. Other keys are others' business.
  ///
  /// - Parameters:
  ///   - bytes: the whole file.
  ///   - file: how errors name it.
  /// - Throws: every mistake with its line, its column, and what was expected.
  package static func keys(
    in bytes: [UInt8], file: String
  ) throws(ConfigurationError) -> [String] {
    try keys(in: YAMLReader.read(bytes, file: file), file: file)
  }

  /// The fields of a file that was read.
  static func keys(in root: Node, file: String) throws(ConfigurationError) -> [String] {
    if root.isNull { return [] }
    var reader = ConfigurationReader(file: file)
    var keys: [String] = []
    if let entries = reader.entries(root, "a configuration"),
      let node = entries.first(where: { $0.key == "index" })?.value, !node.isNull
    {
      keys = self.keys(node, &reader)
    }
    try reader.finish()
    return keys
  }

  private static func keys(_ node: Node, _ reader: inout ConfigurationReader) -> [String] {
    guard let fields = reader.fields(node, "index", keys: ["keys"]), let node = fields["keys"],
      let items = reader.list(node, "keys")
    else { return [] }
    var keys: Set<Label> = []
    for item in items {
      guard let text = reader.text(item, "an item of keys") else { continue }
      if text.utf8.count > 100 || text.utf8.contains(0) {
        reader.note(
          "expected the name of a field of at most 100 bytes, found \(item.described); shorten it",
          at: item.place)
      }
      keys.insert(Label(text))
    }
    if keys.count > most {
      reader.note(
        "expected at most \(most) keys, found \(keys.count); each costs every line a look-up",
        at: node.place)
    }
    return keys.sorted().map(\.text)
  }
}
