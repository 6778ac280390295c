import ArgumentParser
import Documents
import Relay
import TLM

/// `tlm relay status`: how a store stands in a relay.
struct ShowRelay: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Say what is pushed, pulled, verified and missing, by origin.",
    discussion: """
      It reads what the store knows; the engine is asked, too, where --nats or the settings name one. It \
      ends with 1 where an origin waits for lines.

      Examples:
        tlm relay status
        tlm relay status --nats nats://127.0.0.1:4222 --json | jq '.origins[].behind_events'
      """)

  @OptionGroup var store: StoreOptions
  @OptionGroup var relay: RelayOptions
  @OptionGroup var format: FormatOptions

  func run() throws {
    let store = try store.open()
    let settings = try Settings.load(at: store.location)
    let isNamed = relay.nats != nil || RelaySettings.text("relay.nats", settings) != nil
    let status = try RelayStatus(
      of: store.log, stream: try relay.subject(settings).stream,
      isNamed ? try relay.address(settings) : nil)
    let output = Output()
    if format.json {
      output.json(RelayStatusDocument(status))
    } else {
      output.show(RelayView.lines(of: status, for: .output))
    }
    if status.waiting > 0 { throw Failure.nothingFound }
  }
}
