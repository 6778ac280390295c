import ArgumentParser
import Documents
import TLM

/// `tlm sessions tail`: what agents do, as it comes.
struct TailSessions: MayWait {
  static let configuration = CommandConfiguration(
    commandName: "tail",
    abstract: "Print what agents do as it comes into the log, until interrupted.",
    discussion: """
      A call is told when it begins, and again when it ends.

      Examples:
        tlm sessions tail
        tlm sessions tail b514bf1a --json | jq -c .
      """)

  @OptionGroup var store: SeenStoreOptions
  @OptionGroup var format: FormatOptions

  @Argument(help: "Only this session, by its id or how that begins.")
  var id: String?

  var waits: Bool { true }

  func runAtOnce() throws {}

  func run() async throws {
    let store = try store.open()
    let filter = try store.bound(Filter())
    _ = store.drainBeforeReading()
    let end = try store.log.bounds().upperBound
    let output = Output(isLineBuffered: true)
    var timeline = SessionTimeline()
    var scan = Scan()
    let coming = store.log.follow(from: end, draining: true) { change in
      Message.error(SafeText.of("\(change)"))
    }
    for try await chunk in coming {
      try scan.run(over: Chunks([chunk])) { event in
        guard filter.matches(event), id.map({ event.sessionID?.hasPrefix($0) ?? false }) ?? true
        else { return true }
        for key in timeline.observe(event) {
          guard let entry = timeline.entry(key) else { continue }
          if format.json {
            output.line(JSONWriter.text(of: SessionDocument.value(entry)))
          } else {
            output.line(SessionLines.line(of: entry, for: .output))
          }
        }
        return true
      }
    }
  }
}
