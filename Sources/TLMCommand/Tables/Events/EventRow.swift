import TLM

/// An event as a table shows it: harmless text for each column that it may have, and the rest.
struct EventRow: Sendable {
  let time: String
  let name: String
  /// For each of `EventColumn.all`; nil where the event has nothing to say.
  let cells: [String?]
  /// Its other fields as they stand in the line.
  let fields: [(name: String, text: String)]

  /// Keys that are in every table.
  private static let shown: Set<String> = ["ts", "timestamp", "@timestamp", "event"]
  /// Characters of a value beyond which no terminal has room for it.
  private static let limit = 400

  init(_ event: borrowing Event) {
    time = event.time.map { LocalTime.text($0) } ?? ""
    name = SafeText.of(event.name ?? "-")
    var cells: [String?] = []
    for column in EventColumn.all {
      cells.append(column.text(event).map { SafeText.of($0.prefix(Self.limit).utf8) })
    }
    self.cells = cells
    guard case .object(let members)? = LineText.value(event) else {
      fields = []
      return
    }
    fields = members.filter { !Self.shown.contains($0.name) }.map { member in
      let text = member.value.text ?? JSONWriter.text(of: member.value)
      return (SafeText.of(member.name), SafeText.of(text.prefix(Self.limit).utf8))
    }
  }

  /// The fields that none of these columns tells: `tool=ll-auto  exit_code=1`.
  func rest(besides columns: [Int]) -> String {
    let told = columns.filter { cells[$0] != nil }.map { EventColumn.all[$0].keys }
    return fields.filter { field in !told.contains { $0.contains(field.name) } }
      .map { "\($0.name)=\($0.text)" }.joined(separator: "  ")
  }
}
