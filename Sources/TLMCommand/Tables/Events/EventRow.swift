import TLM

/// An event as a table shows it: harmless text for each column that it may have, and the rest.
struct EventRow: Sendable {
  let time: String
  let name: String
  /// For each of `EventColumn.all`; nil where the event has nothing to say.
  let cells: [String?]
  /// Its other fields as they stand in the line: as many as there can be room for.
  let fields: [Field]

  struct Field: Sendable {
    let name: String
    let text: String
    /// The one of `EventColumn.all` that tells it where it has something to say.
    let column: Int?
  }

  /// Keys that are in every table.
  private static let shown: Set<String> = ["ts", "timestamp", "@timestamp", "event"]
  /// Characters of a value beyond which no terminal has room for it.
  private static let limit = 400

  /// - Parameter room: the columns of the terminal.
  init(_ event: borrowing Event, in room: Int) {
    time = event.time.map { LocalTime.text($0) } ?? ""
    name = SafeText.of(event.name ?? "-")
    var cells: [String?] = []
    for column in EventColumn.all {
      cells.append(column.text(event).map(Self.shown))
    }
    self.cells = cells
    var fields: [Field] = []
    // Of those that no column can tell.
    var taken = 0
    event.forEachMember { name, view in
      if taken > room || Self.shown.contains(name) { return }
      let text = view.string ?? JSONWriter.text(of: view.value)
      let field = Field(
        name: SafeText.of(name), text: Self.shown(text), column: EventColumn.telling[name])
      fields.append(field)
      if field.column == nil { taken += TextWidth.columns(of: field.text) + 1 }
    }
    self.fields = fields
  }

  /// As much of a text as there may be room for.
  private static func shown(_ text: String) -> String {
    text.utf8.count <= limit ? SafeText.of(text) : SafeText.of(text.prefix(limit).utf8)
  }

  /// The fields that none of these columns tells: `tool=ll-auto  exit_code=1`; so many that they take
  /// more than the room, where there are.
  func rest(besides columns: [Int], in room: Int) -> String {
    var rest = ""
    for field in fields where rest.utf8.count <= room || TextWidth.columns(of: rest) <= room {
      if let column = field.column, cells[column] != nil, columns.contains(column) { continue }
      if !rest.isEmpty { rest += "  " }
      rest += field.name
      rest += "="
      rest += field.text
    }
    return rest
  }
}
