import ArgumentParser
import Documents
import Questions
import TLM

/// `tlm tail`: the newest events, and those that come.
struct Tail: MayWait {
  static let configuration = CommandConfiguration(
    abstract: "Print the newest events, and with -f those that come.",
    discussion: """
      Conditions come first: -n counts the events that meet them. On a terminal events are shown \
      as a table, elsewhere as the lines of the log, byte for byte. --json prints one document, whose \
      next is the position behind it.

      Examples:
        tlm tail -n 20 --event 'issue*'
        tlm tail -f | jq -c '{ts, event}'
        tlm tail --json | jq .next
      """)

  @OptionGroup var store: SeenStoreOptions
  @OptionGroup var conditions: FilterOptions

  @Option(name: .short, help: "How many events to begin with.")
  var n = 10

  @Flag(name: [.short, .long], help: "Go on with the events that come, until interrupted.")
  var follow = false

  @Flag(name: .customLong("jsonl"), help: "Print the lines of the log on a terminal, too.")
  var lines = false

  @OptionGroup var format: FormatOptions

  func validate() throws {
    if format.json && (follow || lines) {
      throw ValidationError("--json is one document; give it without -f and --jsonl")
    }
    if n < 0 { throw ValidationError("-n must not be negative") }
  }

  var waits: Bool { follow }

  func runAtOnce() throws {
    let store = try store.open()
    if format.json { return try showDocument(of: store) }
    if try showNewest(of: store, view()).count == 0 { throw Failure.nothingFound }
  }

  func run() async throws {
    guard follow else { return try runAtOnce() }
    let store = try store.open()
    let filter = try store.bound(conditions.filter)
    let view = view()
    var (_, end, ahead) = try showNewest(of: store, view)
    var scan = Scan()
    let coming = store.log.follow(from: end, draining: true) { change in
      Message.error(SafeText.of("\(change)"))
    }
    for try await chunk in coming {
      try scan.run(over: Chunks([chunk])) { event in
        guard filter.matches(event) else { return true }
        if !ahead.takes(LineText.raw(event), at: event.position) { view.show(event) }
        return true
      }
      view.settle()
    }
  }

  private func showDocument(of store: Store) throws {
    let document = try NewestEvents(conditions.filter, limit: n).document(of: store)
    let output = Output()
    output.json(document)
    output.flush()
    if document.isEmpty { throw Failure.nothingFound }
  }

  private func view() -> EventView { EventView(json: false, lines: lines, isLineBuffered: true) }

  /// Shows the newest events, and what waits in sources where it cannot be moved into the log.
  ///
  /// - Returns: how many there were, where the log ended, and what was shown before it is in it.
  private func showNewest(
    of store: Store, _ view: EventView
  ) throws -> (count: Int, end: Position, ShownAhead) {
    let filter = try store.bound(conditions.filter)
    let isDrained = store.drainBeforeReading()
    let window = try NewestLines(log: store.log, filter: filter, count: n)
    var events = window.events
    var ahead = ShownAhead(store.log)
    if !isDrained {
      var scan = Scan()
      try scan.run(over: try store.log.readWaiting(after: window.end)) { event in
        guard filter.matches(event) else { return true }
        if follow { ahead.note(LineText.raw(event)) }
        events.append(RecordedEvent(copying: event))
        NewestLines.trim(&events, to: n)
        return true
      }
    }
    let newest = events.suffix(n)
    newest.forEach { view.show($0.event) }
    view.settle()
    return (newest.count, window.end, ahead)
  }
}
