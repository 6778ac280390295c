import ArgumentParser
import Documents
import TLM

#if Server
  import Server
#endif

/// `tlm serve status`: whether a store is served, and where.
struct ServeStatus: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Say whether the store is served, and where; ends with 1 where it is not.",
    discussion: """
      Examples:
        tlm serve status
        tlm serve status --json
      """)

  @OptionGroup var store: StoreOptions
  @OptionGroup var format: FormatOptions

  func run() throws {
    #if Server
      let layout = try store.open().log.layout
      let server = ServeLock.server(of: layout)
      let output = Output()
      if format.json {
        output.json(
          ServerDocument(server: server?.json, tokenFile: ServeLock.tokenPath(layout)))
      } else if let server {
        output.show("served by process \(server.pid) since \(server.started)")
        for place in server.places { output.show("  " + SafeText.of(place)) }
      } else {
        Message.note("nobody serves this store")
      }
      output.flush()
      if server == nil { throw Failure.nothingFound }
    #else
      throw NotBuilt()
    #endif
  }
}
