import ArgumentParser
import Documents
import TLM

#if Server
  import Server
#endif

/// `tlm serve stop`: the end of a store's server.
struct StopServer: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stop",
    abstract: "End the store's server once what goes on is done; ends with 1 where there is none.",
    discussion: """
      Examples:
        tlm serve stop
      """)

  @OptionGroup var store: StoreOptions

  func run() async throws {
    #if Server
      let layout = try store.open().log.layout
      guard let server = ServeLock.server(of: layout) else {
        Message.note("nobody serves this store")
        throw Failure.nothingFound
      }
      try await server.end(layout)
      Message.note("process \(server.pid) serves no more")
    #else
      throw NotBuilt()
    #endif
  }
}
