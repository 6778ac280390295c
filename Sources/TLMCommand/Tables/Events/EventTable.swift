import TLM

/// Events as the rows of a table, whose columns are those that the first of them have something to
/// put in. What has no column stands behind them as `key=value`, as far as there is room.
struct EventTable {
  /// Events that are looked at before the columns are chosen.
  static let sample = 200

  private let terminal: Terminal
  /// Events that wait for the choice.
  private var waiting: [RecordedEvent] = []
  private var layout: EventLayout?

  init(_ terminal: Terminal) { self.terminal = terminal }

  /// The lines that can be shown by now.
  mutating func add(_ event: borrowing Event) -> [[UInt8]] {
    if let layout { return [layout.line(of: event, for: terminal)] }
    waiting.append(RecordedEvent(copying: event))
    return waiting.count >= Self.sample ? settle() : []
  }

  /// The lines of all that came: who waits for more sees these.
  mutating func settle() -> [[UInt8]] {
    guard layout == nil, !waiting.isEmpty else { return [] }
    let chosen = EventLayout(for: waiting.map { EventRow($0.event) }, in: terminal.width)
    layout = chosen
    defer { waiting = [] }
    return [chosen.header(for: terminal)]
      + waiting.map { chosen.line(of: $0.event, for: terminal) }
  }
}
