#if Server
  import NIOCore
  import NIOHPACK
  import NIOHTTP2

  /// OpenTelemetry's three methods over gRPC: unary calls as frames of HTTP/2, each one message in and
  /// one message out.
  struct GRPCServer: Sendable {
    typealias Stream = WaitingChannel<HTTP2Frame.FramePayload, HTTP2Frame.FramePayload>

    /// A connection and the calls that come over it.
    struct Connection: Sendable {
      let channel: any Channel
      let calls: NIOHTTP2Handler.AsyncStreamMultiplexer<Stream>
    }

    private let service: GRPCService
    private let connections: Connections

    init(_ service: GRPCService, _ connections: Connections) {
      (self.service, self.connections) = (service, connections)
    }

    private enum Bounds {
      static let calls = 64
      static let window = 1 << 20
      static let headers = 64 << 10
      /// For a connection without a call; its client makes another one.
      static let idle = TimeAmount.minutes(10)
      /// For a whole message.
      static let message = TimeAmount.seconds(60)
      static let write = TimeAmount.seconds(30)
    }

    @Sendable static func prepare(_ channel: any Channel) -> EventLoopFuture<Connection> {
      var configuration = NIOHTTP2Handler.Configuration()
      configuration.connection.initialSettings = [
        HTTP2Setting(parameter: .maxConcurrentStreams, value: Bounds.calls),
        HTTP2Setting(parameter: .maxHeaderListSize, value: Bounds.headers),
        HTTP2Setting(parameter: .initialWindowSize, value: Bounds.window),
      ]
      configuration.stream.targetWindowSize = Bounds.window
      return channel.configureAsyncHTTP2Pipeline(mode: .server, configuration: configuration) {
        stream in
        stream.eventLoop.makeCompletedFuture {
          try Stream(stream, closesHalf: false)
        }
      }.map { Connection(channel: channel, calls: $0) }
    }

    /// Serves a connection until it ends.
    func serve(_ connection: Connection) async {
      let channel = connection.channel
      defer { channel.close(mode: .all, promise: nil) }
      guard connections.enter(channel) else { return }
      defer { connections.leave(channel) }
      connections.note(channel) { Self.sayGoodbye(to: channel) }
      let peer = HTTPServer.peer(of: channel, isSocket: false)
      let running = CallCount()
      let alarm = IdleAlarm(channel, after: Bounds.idle)
      await withDiscardingTaskGroup { group in
        // A client that goes away ends its connection and nothing else.
        try? await Self.each(of: connection.calls) { call in
          running.begin {
            alarm.cancel()
            _ = connections.note(channel, isIdle: false)
          }
          group.addTask {
            await answer(call, from: peer)
            running.end {
              alarm.restart()
              // A server that ends closes what has nothing to do.
              guard !connections.note(channel, isIdle: true) else { return }
              channel.close(mode: .all, promise: nil)
            }
          }
        }
      }
      alarm.cancel()
    }

    /// Tells the client to begin no more calls here; those that go on are answered.
    @Sendable private static func sayGoodbye(to channel: any Channel) -> EventLoopFuture<Void> {
      channel.writeAndFlush(
        HTTP2Frame(
          streamID: .rootStream,
          payload: .goAway(lastStreamID: .maxID, errorCode: .noError, opaqueData: nil)))
    }

    private static func each(
      of calls: NIOHTTP2Handler.AsyncStreamMultiplexer<Stream>, _ body: (Stream) -> Void
    ) async throws {
      for try await call in calls.inbound { body(call) }
    }

    private func answer(_ stream: Stream, from peer: RequestHead.Peer) async {
      guard let call = stream.take() else { return }
      // One call that breaks off is no other's affair.
      try? await call.executeThenClose { inbound, output in
        let alarm = call.channel.eventLoop.scheduleTask(in: Bounds.message) {
          call.channel.close(mode: .all, promise: nil)
        }
        defer { alarm.cancel() }
        var asked = GRPCRequest(limit: service.limit)
        var parts = inbound.makeAsyncIterator()
        while let part = try await parts.next(), case .goesOn = asked.take(part) {}
        alarm.cancel()
        let reply = await service.reply(to: asked, from: peer)
        let late = call.channel.eventLoop.scheduleTask(in: Bounds.write) {
          call.channel.close(mode: .all, promise: nil)
        }
        defer { late.cancel() }
        for frame in reply.frames { try await output.write(frame) }
        output.finish()
        // Closed at once, the answer might be lost with what the client still sends.
        while asked.isTooLarge, try await parts.next() != nil {}
      }
    }
  }

  extension GRPCRequest {
    /// Takes what came of a call.
    fileprivate mutating func take(_ part: HTTP2Frame.FramePayload) -> Progress {
      switch part {
      case .headers(let headers):
        if self.headers.all.isEmpty {
          self.headers = HeaderFields(headers.headers.map { ($0.name, $0.value) })
        }
        return headers.endStream ? .isWhole : .goesOn
      case .data(let data):
        guard case .byteBuffer(let buffer) = data.data else { return .goesOn }
        guard add(buffer.readableBytesView) else { return .isWhole }
        return data.endStream ? .isWhole : .goesOn
      default: return .goesOn
      }
    }
  }

  extension GRPCReply {
    fileprivate var frames: [HTTP2Frame.FramePayload] {
      let trailers = HPACKHeaders(trailers.map { ($0.0, $0.1) })
      guard let message else {
        var head = HPACKHeaders([(":status", "200"), ("content-type", "application/grpc")])
        head.add(contentsOf: trailers)
        return [.headers(.init(headers: head, endStream: true))]
      }
      let head = HPACKHeaders([(":status", "200"), ("content-type", "application/grpc")])
      return [
        .headers(.init(headers: head)),
        .data(.init(data: .byteBuffer(ByteBuffer(bytes: message)))),
        .headers(.init(headers: trailers, endStream: true)),
      ]
    }
  }
#endif
