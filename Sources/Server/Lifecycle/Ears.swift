#if Server
  import Documents
  import NIOCore
  import NIOPosix
  import SystemCalls
  import TLM

  /// Everything that a server listens at.
  struct Ears: Sendable {
    private var http: [Listener<HTTPServer.Waiting>] = []
    private var grpc: [Listener<GRPCServer.Connection>] = []
    private var runs: Listener<HTTPServer.Waiting>?
    /// What could not be had, in sentences.
    private(set) var failures: [String] = []

    /// Listens wherever it is asked to, as far as that can be had.
    ///
    /// - Throws: `nothing` where nothing of it can.
    static func listening(
      _ options: ServeOptions, on group: any EventLoopGroup
    ) async throws(ServeError) -> Ears {
      var ears = Ears()
      let inherited = InheritedSockets().all
      if inherited.isEmpty {
        if let address = options.http { await ears.hearHTTP(.address(address), group) }
        if let address = options.grpc { await ears.hearGRPC(.address(address), group) }
      }
      for (index, socket) in inherited.enumerated() {
        let place = ListenPlace.inherited(socket.number, socket.name)
        if InheritedSockets.isGRPC(socket.name, place: index) {
          await ears.hearGRPC(place, group)
        } else {
          await ears.hearHTTP(place, group)
        }
      }
      if let path = options.socket { await ears.hearHTTP(.socket(path), group) }
      if let site = options.runs { await ears.hearRuns(.address(site.address), group) }
      guard !ears.http.isEmpty || !ears.grpc.isEmpty || ears.runs != nil else {
        throw ServeError(
          .nothing, "nothing can be served: " + ears.failures.joined(separator: "; "))
      }
      return ears
    }

    private mutating func hearHTTP(_ place: ListenPlace, _ group: any EventLoopGroup) async {
      do throws(ServeError) {
        http.append(try await Listener.bind(place, on: group, prepare: HTTPServer.prepare))
      } catch { failures.append(error.message) }
    }

    private mutating func hearRuns(_ place: ListenPlace, _ group: any EventLoopGroup) async {
      do throws(ServeError) {
        runs = try await Listener.bind(place, on: group, prepare: HTTPServer.prepare)
      } catch { failures.append(error.message) }
    }

    private mutating func hearGRPC(_ place: ListenPlace, _ group: any EventLoopGroup) async {
      do throws(ServeError) {
        grpc.append(try await Listener.bind(place, on: group, prepare: GRPCServer.prepare))
      } catch { failures.append(error.message) }
    }

    /// What the server says of itself.
    var note: ServeNote {
      ServeNote(
        pid: OwnProcess.number, http: http.compactMap(\.address?.description),
        grpc: grpc.map(\.name),
        socket: http.first(where: \.isSocket)?.name, runs: runs?.address?.description,
        started: Timestamp.current.description)
    }

    /// Serves all of it until it is closed, and returns when the last connection has ended.
    func serve(
      _ router: Router, _ runsSite: (any Site)?, _ service: GRPCService,
      _ connections: Connections
    ) async {
      let server = HTTPServer(router, connections)
      let calls = GRPCServer(service, connections)
      await withDiscardingTaskGroup { group in
        for listener in grpc { group.addTask { await listener.serve { await calls.serve($0) } } }
        if let runs, let runsSite {
          let server = HTTPServer(runsSite, connections)
          group.addTask { await runs.serve { await server.serve($0, isSocket: false) } }
        }
        for listener in http {
          group.addTask {
            await listener.serve { await server.serve($0, isSocket: listener.isSocket) }
          }
        }
      }
    }

    /// Takes no more connections.
    func close() {
      http.forEach { $0.close() }
      runs?.close()
      grpc.forEach { $0.close() }
    }
  }
#endif
