import ArgumentParser

/// `tlm serve …`: a store over HTTP and gRPC.
struct ServeGroup: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Serve the store on this machine: OpenTelemetry, HTTP, Prometheus, streams and MCP.",
    discussion: """
      Without a word behind it, it serves in the foreground; see tlm serve run --help.

      Examples:
        tlm serve
        tlm serve --listen 127.0.0.1:0 --no-watch
        tlm serve status --json
        tlm serve stop
      """,
    subcommands: CommandCatalog.serve, defaultSubcommand: RunServer.self)
}

/// That the program was built without the server.
struct NotBuilt: Error, CustomStringConvertible {
  var description: String {
    "this tlm was built without its server; put it in with make install SERVER=1, or build with "
      + "--traits Export,Spreadsheet,Server"
  }
}
