import ArgumentParser
import Documents
import TLM

#if Server
  import RunsAPI
  import Server
  import SystemCalls
#endif

/// `tlm serve`: a store over HTTP and gRPC, in the foreground.
struct RunServer: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Serve the store in the foreground, and do what tlm watch does.",
    discussion: """
      Programs tell it what happens by OpenTelemetry (OTLP over HTTP and gRPC), by POST /v1/events and \
      by hooks, and everything it has acknowledged is on the disk. Reading takes the token of the \
      file serve.token in the store, or the address that is shown when it begins at a terminal, which \
      opens a dashboard in a browser; programs of this machine tell without one. --no-token lets every \
      program of this machine read. \
      Modes are approved only with a token that --approvals shows once, at a terminal.

      Only this machine reaches it, unless --listen names another address; from elsewhere everything \
      takes the token. A place that is taken is named, and the others are served. It drains the \
      inbox, keeps sensors and mode, and lets the rules decide, as tlm watch does, unless --no-watch. \
      --runs serves the API of local-telemetry at a port of its own: runs over HTTP, as its clients know \
      them, and every program of this machine reads them there (the article RunsAPI tells all of it). \
      SIGTERM and SIGINT end it once what goes on is done. On a terminal it says where it listens; \
      elsewhere it prints one line of JSON once it does.

      --forward, or the setting forward once tlm trust was said, passes on what comes in from then \
      on: spans, metrics and records of OpenTelemetry as what they are, other events as records. While \
      the other side is away it waits, and goes on where it was, after a restart too. The engine that \
      the setting relay names joins machines, as tlm watch does it.

      Examples:
        tlm serve
        tlm serve --listen 127.0.0.1:0 --grpc off --no-watch
        tlm serve --approvals
        tlm serve --runs
        TELEMETRY_API_AUTH_ENABLED=true TELEMETRY_API_AUTH_TOKEN=$T tlm serve --runs 127.0.0.1:8766
        tlm serve --forward grpc://collector.example:4317
        curl -sd '{"event":"hello"}' http://127.0.0.1:4318/v1/events
      """)

  @OptionGroup var store: StoreOptions

  @Option(help: ArgumentHelp("Where HTTP is heard; off for nowhere.", valueName: "host:port"))
  var listen = "127.0.0.1:4318"

  @Option(help: ArgumentHelp("Where gRPC is heard; off for nowhere.", valueName: "host:port"))
  var grpc = "127.0.0.1:4317"

  @Option(help: ArgumentHelp("A socket for HTTP, too, which needs no token.", valueName: "path"))
  var socket: String?

  @Option(
    defaultAsFlag: "",
    help: ArgumentHelp(
      "Serve the runs API, too: at 127.0.0.1:8765 without an address.", valueName: "host:port"))
  var runs: String?

  @Flag(help: "Let every program of this machine read.")
  var noToken = false

  @Flag(help: "Show a token, once, with which modes can be approved over HTTP.")
  var approvals = false

  @Flag(help: "Serve only; do not do what tlm watch does.")
  var noWatch = false

  @Option(
    help: ArgumentHelp(
      "Where what comes in is passed on as OpenTelemetry; without it what the setting forward says.",
      valueName: "url"))
  var forward: String?

  func validate() throws {
    #if Server
      _ = try options()
    #endif
  }

  func run() async throws {
    if !noWatch {
      try Person.requireNoAgent("let rules decide about the mode (--no-watch does without)")
    }
    #if Server
      try await serve()
    #else
      throw NotBuilt()
    #endif
  }
}

#if Server
  extension RunServer {
    private func serve() async throws {
      OwnProcess.makeFilesPrivate()
      let store = try store.openForWriting()
      let view = ServeView(store.location)
      var options = try options()
      if approvals { options.approvals = try view.approvals() }
      let watching = noWatch ? nil : try WatchRun(of: store)
      let forwarding = try Forwarding(of: store, to: forward)
      if let forwarding,
        forwarding.leads(
          toOneOf: [options.http, options.grpc].compactMap(\.self)
            .map(\.description))
      {
        throw ValidationError("--forward leads to this server itself; name another receiver")
      }
      let serving = Serving(store, options)
      do { try await serve(serving, watching, forwarding, view) } catch let error as ServeError
        where error.code == .nothing
      {
        Message.error(SafeText.of(error.message))
        throw Failure.nothingFound
      }
    }

    private func serve(
      _ serving: Serving, _ watching: WatchRun?, _ forwarding: Forwarding?, _ view: ServeView
    ) async throws {
      try await Signals.untilAsked {
        // Folding blocks: the threads that hear the network do not wait for it.
        let watch = Task(executorPreference: WorkThreads(limit: 2)) { await watching?.follow() }
        let forward = Task { await forwarding?.follow() }
        defer {
          watch.cancel()
          forward.cancel()
        }
        try await serving.run { view.show($0) }
        watch.cancel()
        forward.cancel()
        // What it knows is kept before the process ends.
        await watch.value
        await forward.value
      }
    }

    private func options() throws -> ServeOptions {
      var options = ServeOptions()
      options.http = try address(listen, "--listen")
      options.grpc = try address(grpc, "--grpc")
      options.socket = socket.map { StoreLocation.absolute($0, OwnProcess.workingFolder) }
      options.readsAreOpen = noToken
      options.runs = try runsSite()
      if options.http == nil, options.grpc == nil, options.socket == nil, options.runs == nil {
        throw ValidationError(
          "nothing is to be served; give --listen, --grpc, --socket or --runs a place")
      }
      return options
    }

    private func runsSite() throws -> ServedSite? {
      guard let runs, runs != "off" else { return nil }
      let asked = runs.isEmpty ? nil : try address(runs, "--runs")
      do throws(RunsSettingError) {
        let settings = try RunsSettings(asked)
        return ServedSite(at: settings.address) { RunsSite($0, settings) }
      } catch { throw ValidationError(error.description) }
    }

    private func address(_ text: String, _ option: String) throws -> ListenAddress? {
      if text == "off" { return nil }
      guard let address = ListenAddress(text) else {
        throw ValidationError("\(option) must be HOST:PORT such as 127.0.0.1:4318, or off")
      }
      return address
    }
  }
#endif
