#if Server
  import Documents
  import Journal
  import Events
  import NIOCore
  import NIOPosix
  import SystemCalls
  package import TLM

  /// A server of one store, from its first word to its last.
  package struct Serving: Sendable {
    private let store: Store
    private let options: ServeOptions

    package init(_ store: Store, _ options: ServeOptions) {
      (self.store, self.options) = (store, options)
    }

    /// How long what goes on may take once the server is asked to end.
    private static let lastMoments = TimeAmount.seconds(10)
    /// Threads of the network; what blocks is done on others.
    private static let threads = 2

    /// Serves until the task is cancelled; then nothing new is taken, and what was is finished.
    ///
    /// - Parameter tell: told once, when it listens.
    /// - Throws: `ServeError` where another server has the store, or nothing can be listened at.
    package func run(_ tell: @Sendable (ServingReport) -> Void) async throws {
      let lock = try ServeLock(store.log.layout)
      defer { lock.clear() }
      let tokenFile = ServeLock.tokenPath(store.log.layout)
      let token = try Token.kept(in: tokenFile)
      let group = MultiThreadedEventLoopGroup(numberOfThreads: Self.threads)
      defer { group.shutdownGracefully { _ in } }
      let desk = Desk(store, approvals: options.approvals)
      let access = Access(
        token: token, approvals: options.approvals, readsAreOpen: options.readsAreOpen,
        hosts: HostNames(listening: options.http?.host),
        storeID: (try? store.log.readIdentity()?.id) ?? "")
      let router = Router(RouteCatalog.all, access, desk)
      let ears = try await Ears.listening(options, on: group)
      let note = ears.note
      try lock.write(note)
      desk.state.note { $0.isReady = true }
      tell(
        ServingReport(
          note: note, url: note.http.first.map { "http://\($0)/?token=\(token.text)" },
          tokenFile: tokenFile, failures: ears.failures))
      ServiceManager.tell(ServiceManager.ready)
      let sites = (main: router, runs: options.runs?.make(desk))
      let work = Task(executorPreference: desk.live) { await sites.runs?.run() }
      defer { work.cancel() }
      await serve(ears, sites, GRPCService(access, desk), desk, on: group)
      work.cancel()
      await work.value
    }

    /// Serves until the task is cancelled, and what goes on then has ended.
    private func serve(
      _ ears: Ears, _ sites: (main: Router, runs: (any Site)?), _ service: GRPCService,
      _ desk: Desk, on group: any EventLoopGroup
    ) async {
      let connections = Connections(most: options.connections)
      // A task that is cancelled can write no more: what goes on is ended by its connections.
      let serving = Task { await ears.serve(sites.main, sites.runs, service, connections) }
      await withTaskCancellationHandler {
        await serving.value
      } onCancel: {
        desk.state.note { $0.isReady = false }
        ServiceManager.tell(ServiceManager.stopping)
        ears.close()
        connections.end()
        // Who has not ended by then is ended. The loops go on: whoever waits for one that is shut down
        // waits for ever.
        group.next().scheduleTask(in: Self.lastMoments) {
          connections.cut()
          serving.cancel()
        }
      }
    }
  }
#endif
