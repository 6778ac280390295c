import ArgumentParser
import TLM

/// `tlm tail`: the newest events, and those that come.
struct Tail: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print the newest events, and with -f those that come.",
    discussion: """
      Conditions come first: -n counts the events that meet them. The lines are the log's own, \
      byte for byte; only on a terminal are control characters made visible.

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

  func validate() throws {
    if n < 0 { throw ValidationError("-n must not be negative") }
  }

  func run() async throws {
    let store = try store.open()
    let filter = conditions.filter
    let output = Output(isLineBuffered: true)
    let isDrained = store.drainBeforeReading()
    let window = try NewestLines(log: store.log, filter: filter, count: n)
    window.lines.forEach { Self.show($0, output) }
    var shown = window.lines.count
    if !isDrained {
      var scan = Scan()
      try scan.run(over: try store.log.readWaiting(after: window.end)) { event in
        if filter.matches(event) {
          Self.show(LineText.raw(event), output)
          shown += 1
        }
        return true
      }
    }
    guard follow else {
      output.flush()
      if shown == 0 { throw Failure.nothingFound }
      return
    }
    var scan = Scan()
    for try await chunk in store.log.follow(from: window.end, draining: true) {
      try scan.run(over: Chunks([chunk])) { event in
        if filter.matches(event) { Self.show(LineText.raw(event), output) }
        return true
      }
    }
  }

  private static func show(_ line: [UInt8], _ output: Output) {
    output.line(Terminal.output.isTerminal ? Array(SafeText.of(line).utf8) : line)
  }
}
