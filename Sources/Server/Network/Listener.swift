#if Server
  import Documents
  import NIOCore
  import NIOPosix

  /// A socket that takes connections.
  struct Listener<Connection: Sendable>: Sendable {
    /// Where it listens, with its real port.
    let name: String
    let address: ListenAddress?
    private let server: NIOAsyncChannel<Connection, Never>

    /// Connections that wait to be taken.
    private static var backlog: Int32 { 512 }

    /// Listens at a place.
    ///
    /// - Parameter prepare: makes a connection of what comes.
    static func bind(
      _ place: ListenPlace, on group: any EventLoopGroup,
      prepare: @escaping @Sendable (any Channel) -> EventLoopFuture<Connection>
    ) async throws(ServeError) -> Listener {
      let bootstrap = ServerBootstrap(group: group)
        .serverChannelOption(.backlog, value: backlog)
        .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
        .childChannelOption(.allowRemoteHalfClosure, value: true)
      do {
        switch place {
        case .address(let address):
          return Listener(
            try await bootstrap.bind(
              host: address.host, port: address.port, childChannelInitializer: prepare),
            at: place)
        case .socket(let path):
          try await place.check(on: group)
          let server = try await bootstrap.bind(
            unixDomainSocketPath: path, cleanupExistingSocketFile: true,
            childChannelInitializer: prepare)
          return Listener(server, at: place)
        case .inherited(let number, _):
          return Listener(
            try await bootstrap.bind(number, childChannelInitializer: prepare), at: place)
        }
      } catch {
        throw place.failure(error)
      }
    }

    private init(_ server: NIOAsyncChannel<Connection, Never>, at place: ListenPlace) {
      self.server = server
      let port = server.channel.localAddress?.port
      switch place {
      case .address(let asked):
        let bound = ListenAddress(host: asked.host, port: port ?? asked.port)
        (address, name) = (bound, bound.description)
      case .socket(let path): (address, name) = (nil, path)
      case .inherited(_, let told):
        address = port.map {
          ListenAddress(host: server.channel.localAddress?.ipAddress ?? "", port: $0)
        }
        name = address?.description ?? server.channel.localAddress?.pathname ?? told
      }
    }

    /// Whether it is a socket of the file system.
    var isSocket: Bool { address == nil }

    /// Takes connections until it is closed, and returns when the last one has ended.
    func serve(_ handle: @escaping @Sendable (Connection) async -> Void) async {
      await withDiscardingTaskGroup { group in
        // What ends it is its own end.
        try? await server.executeThenClose { incoming in
          for try await connection in incoming { group.addTask { await handle(connection) } }
        }
      }
    }

    /// Takes no more connections.
    func close() { server.channel.close(mode: .all, promise: nil) }
  }
#endif
