import ArgumentParser
import TLM

/// `tlm tail`: the newest events, and those that come.
struct Tail: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print the newest events, and with -f those that come.",
    discussion: """
      Conditions come first: -n counts the events that meet them. On a terminal events are shown \
      as a table, elsewhere as the lines of the log, byte for byte.

      Examples:
        tlm tail -n 20 --event 'issue*'
        tlm tail -f | jq -c '{ts, event}'
      """)

  @OptionGroup var store: StoreOptions
  @OptionGroup var conditions: FilterOptions

  @Option(name: .short, help: "How many events to begin with.")
  var n = 10

  @Flag(name: [.short, .long], help: "Go on with the events that come, until interrupted.")
  var follow = false

  @Flag(name: .customLong("jsonl"), help: "Print the lines of the log on a terminal, too.")
  var lines = false

  func validate() throws {
    if n < 0 { throw ValidationError("-n must not be negative") }
  }

  func run() async throws {
    let store = try store.open()
    let filter = conditions.filter
    let view = EventView(json: false, lines: lines, isLineBuffered: true)
    let isDrained = store.drainBeforeReading()
    let window = try NewestLines(log: store.log, filter: filter, count: n)
    window.events.forEach { view.show($0.event) }
    var shown = window.events.count
    if !isDrained {
      var scan = Scan()
      try scan.run(over: try store.log.readWaiting(after: window.end)) { event in
        if filter.matches(event) {
          view.show(event)
          shown += 1
        }
        return true
      }
    }
    view.settle()
    guard follow else {
      if shown == 0 { throw Failure.nothingFound }
      return
    }
    var scan = Scan()
    for try await chunk in store.log.follow(from: window.end, draining: true) {
      try scan.run(over: Chunks([chunk])) { event in
        if filter.matches(event) { view.show(event) }
        return true
      }
      view.settle()
    }
  }
}
