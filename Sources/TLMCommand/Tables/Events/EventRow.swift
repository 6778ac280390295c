import TLM

/// What a table may show of an event: harmless text for each column that it may have, and the rest. It is
/// made of those events by which the columns are chosen.
struct EventRow: Sendable {
  let time: String
  let name: String
  /// For each of `EventColumn.all`; nil where the event has nothing to say.
  let cells: [String?]
  /// The places of the columns that tell one of its other fields; nil for a field that none tells.
  private let others: [Int?]

  init(_ event: borrowing Event) {
    time = Self.time(of: event)
    name = Self.name(of: event)
    var cells: [String?] = []
    for column in EventColumn.all { cells.append(column.text(event).map(Self.shown)) }
    self.cells = cells
    var others: [Int?] = []
    for index in event.fields.indices {
      switch EventKey(event.fields[index], of: event) {
      case .shown: break
      case .told(let column): others.append(column)
      case .other: others.append(nil)
      }
    }
    self.others = others
  }

  /// Whether it has fields that none of these columns tells.
  func hasRest(besides columns: [Int]) -> Bool {
    others.contains { column in
      guard let column else { return true }
      return cells[column] == nil || !columns.contains(column)
    }
  }
}

/// The texts of an event in a table.
extension EventRow {
  /// Characters of a value beyond which no terminal has room for it.
  private static let limit = 400

  static func time(of event: borrowing Event) -> String {
    event.time.map { LocalTime.text($0) } ?? ""
  }

  static func name(of event: borrowing Event) -> String { SafeText.of(event.name ?? "-") }

  /// As much of a text as there may be room for.
  static func shown(_ text: String) -> String {
    text.utf8.count <= limit ? SafeText.of(text) : SafeText.of(text.prefix(limit).utf8)
  }

  /// The fields that none of the columns tells which have something to say: `tool=ll-auto  exit_code=1`;
  /// so many that they take more than the room, where there are.
  ///
  /// - Parameter speaking: the columns that say something; bit n is that at place n.
  static func rest(of event: borrowing Event, besides speaking: Int, in room: Int) -> String {
    var rest = ""
    var taken = 0
    for index in event.fields.indices where taken <= room {
      let field = event.fields[index]
      switch EventKey(field, of: event) {
      case .shown: continue
      case .told(let column) where speaking & 1 << column != 0: continue
      case .told, .other: break
      }
      if !rest.isEmpty { rest += "  " }
      rest += SafeText.of(event.name(of: field))
      rest += "="
      rest += text(of: event.view(member: index))
      taken = TextWidth.columns(of: rest)
    }
    return rest
  }

  private static func text(of view: borrowing JSONView) -> String {
    shown(view.string ?? JSONWriter.text(of: view.value))
  }
}
