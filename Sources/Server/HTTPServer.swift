#if Server
  import NIOCore
  import NIOHTTP1

  /// HTTP/1.1 for the routes: the one file that knows the network's HTTP. It turns its requests into
  /// ours and our answers into its own, and keeps every client within bounds of bytes and time.
  struct HTTPServer: Sendable {
    typealias Connection = NIOAsyncChannel<HTTPServerRequestPart, HTTPServerResponsePart>
    typealias Waiting = WaitingChannel<HTTPServerRequestPart, HTTPServerResponsePart>
    typealias Output = NIOAsyncChannelOutboundWriter<HTTPServerResponsePart>

    private let site: any Site
    let connections: Connections

    init(_ site: any Site, _ connections: Connections) {
      (self.site, self.connections) = (site, connections)
    }

    /// What one client may take.
    enum Bounds {
      static let headerField = 16 << 10
      static let headers = 64 << 10
      static let headerCount = 128
      /// For a whole head, with the wait for it.
      static let idle = TimeAmount.seconds(60)
      /// For a whole body.
      static let body = TimeAmount.seconds(60)
      /// For each part of an answer.
      static let write = TimeAmount.seconds(30)
      /// For what a client still sends behind a refusal, and bytes of it.
      static let rest = TimeAmount.seconds(5)
      static let restBytes = 80 << 20
      /// Bytes of an answer that are handed over at once.
      static let part = 64 << 10
    }

    /// Makes a connection one of HTTP.
    @Sendable static func prepare(_ channel: any Channel) -> EventLoopFuture<Waiting> {
      channel.eventLoop.makeCompletedFuture {
        var limits = NIOHTTPDecoderLimitConfiguration()
        limits.maxHeaderFieldSize = Bounds.headerField
        limits.maxHeaderListSize = Bounds.headers
        limits.maxHeaderFieldCount = Bounds.headerCount
        try channel.pipeline.syncOperations.configureHTTPServerPipeline(
          withPipeliningAssistance: false, withErrorHandling: true,
          withOutboundHeaderValidation: true, withEncoderConfiguration: .init(),
          withDecoderLimitConfiguration: limits)
        // Set here: whoever serves it cannot see whether it has not begun yet, or has ended.
        let alarm = channel.eventLoop.scheduleTask(in: Bounds.idle) {
          channel.close(mode: .all, promise: nil)
        }
        return try Waiting(channel, closesHalf: true, closedBy: alarm)
      }
    }

    /// Serves a connection until it ends.
    ///
    /// - Parameter isSocket: whether it comes by a socket of the file system.
    func serve(_ waiting: Waiting, isSocket: Bool) async {
      guard let connection = waiting.take() else { return }
      defer { waiting.alarm?.cancel() }
      let channel = connection.channel
      guard connections.enter(channel) else { return await turnAway(connection) }
      defer { connections.leave(channel) }
      let peer = Self.peer(of: channel, isSocket: isSocket)
      let address = channel.remoteAddress?.ipAddress
      // A client that goes away, or sends what is no HTTP, ends its connection and nothing else.
      try? await connection.executeThenClose { inbound, output in
        let input = Input(inbound)
        var alarm = waiting.alarm
        while let head = try await self.head(from: input, before: alarm, on: channel) {
          let isOpen = try await answer(head, from: (peer, address), input, output, on: channel)
          guard isOpen, connections.note(channel, isIdle: true) else { return }
          alarm = self.alarm(Bounds.idle, on: channel)
        }
      }
    }

    /// The next request's head; nil at the end.
    private func head(
      from input: Input, before alarm: Scheduled<Void>?, on channel: any Channel
    ) async throws -> HTTPRequestHead? {
      defer { alarm?.cancel() }
      guard case .head(let head)? = try await input.next() else { return nil }
      return connections.note(channel, isIdle: false) ? head : nil
    }

    /// Answers a request; true where another may follow.
    private func answer(
      _ raw: HTTPRequestHead, from sender: (peer: RequestHead.Peer, address: String?),
      _ input: Input, _ output: Output, on channel: any Channel
    ) async throws -> Bool {
      guard let head = RequestHead(raw, from: sender) else {
        let refusal = Response(refusal: 400, "address", "the address of this request is unreadable")
        return try await refuse(raw, site.told(refusal, to: nil), input, output, on: channel)
      }
      let limit: Int
      let respond: @Sendable ([UInt8]) async -> Response
      switch site.admission(of: head) {
      case .refused(let refusal):
        return try await refuse(raw, site.told(refusal, to: head), input, output, on: channel)
      case .admitted(let bodyLimit, let answer): (limit, respond) = (bodyLimit, answer)
      }
      let tooLarge = { site.told(.tooLarge(limit), to: head) }
      guard raw.length <= limit else {
        return try await refuse(raw, tooLarge(), input, output, on: channel)
      }
      if raw.headers.first(name: "expect")?.lowercased() == "100-continue" {
        try await output.write(.head(HTTPResponseHead(version: raw.version, status: .continue)))
      }
      switch try await body(from: input, atMost: limit, on: channel) {
      case .whole(let body):
        let response = await respond(body)
        return try await write(response, to: raw, input, output, on: channel)
      case .tooLarge:
        return try await refuse(raw, tooLarge(), input, output, on: channel)
      case .cut: return false
      }
    }

    private enum Body {
      case whole([UInt8])
      case tooLarge
      /// The client went away in the midst of it: nothing of it counts.
      case cut
    }

    private func body(
      from input: Input, atMost limit: Int, on channel: any Channel
    ) async throws -> Body {
      let alarm = alarm(Bounds.body, on: channel)
      defer { alarm?.cancel() }
      var bytes: [UInt8] = []
      while let part = try await input.next() {
        switch part {
        case .body(let buffer):
          guard bytes.count + buffer.readableBytes <= limit else { return .tooLarge }
          bytes += buffer.readableBytesView
        case .end: return .whole(bytes)
        case .head: return .cut
        }
      }
      return .cut
    }

    /// Answers without the body having been read; where there is one, the connection ends.
    private func refuse(
      _ raw: HTTPRequestHead, _ refusal: Response, _ input: Input, _ output: Output,
      on channel: any Channel
    ) async throws -> Bool {
      guard raw.hasBody else {
        _ = try await body(from: input, atMost: 0, on: channel)
        return try await write(refusal, to: raw, input, output, on: channel)
      }
      var refusal = refusal
      refusal.headers["connection"] = "close"
      _ = try await write(refusal, to: raw, input, output, on: channel)
      // Closed at once, the answer might be lost with what the client still sends.
      let alarm = alarm(Bounds.rest, on: channel)
      defer { alarm?.cancel() }
      var dropped = 0
      while case .body(let buffer)? = try await input.next(), dropped < Bounds.restBytes {
        dropped += buffer.readableBytes
      }
      return false
    }

    /// Closes a connection that takes longer.
    ///
    /// - Returns: nil for one that was begun and is closed: its loop may have ended with the server, and takes nothing.
    func alarm(_ time: TimeAmount, on channel: any Channel) -> Scheduled<Void>? {
      guard channel.isActive else { return nil }
      return channel.eventLoop.scheduleTask(in: time) { channel.close(mode: .all, promise: nil) }
    }

    /// What a client sends, part by part. Sound: the one task that serves the connection reads it.
    @safe final class Input: @unchecked Sendable {
      nonisolated(unsafe) private var parts:
        NIOAsyncChannelInboundStream<HTTPServerRequestPart>.AsyncIterator

      init(_ stream: NIOAsyncChannelInboundStream<HTTPServerRequestPart>) {
        unsafe parts = stream.makeAsyncIterator()
      }

      func next() async throws -> HTTPServerRequestPart? { try await unsafe parts.next() }
    }

    private func turnAway(_ connection: Connection) async {
      // Who is gone need not be told.
      try? await connection.executeThenClose { _, output in
        let headers: HTTPHeaders = [
          "connection": "close", "content-length": "0", "retry-after": "1",
        ]
        try await output.write(
          .head(.init(version: .http1_1, status: .serviceUnavailable, headers: headers)))
        try await output.write(.end(nil))
      }
    }

    static func peer(of channel: any Channel, isSocket: Bool) -> RequestHead.Peer {
      if isSocket { return .socket }
      guard let address = channel.remoteAddress?.ipAddress else { return .elsewhere }
      let plain = address.hasPrefix("::ffff:") ? String(address.dropFirst(7)) : address
      return ListenAddress(host: plain, port: 0).isLoopback ? .loopback : .elsewhere
    }
  }

  extension RequestHead {
    fileprivate init?(
      _ raw: HTTPRequestHead, from sender: (peer: RequestHead.Peer, address: String?)
    ) {
      self.init(
        method: raw.method.rawValue, target: raw.uri,
        headers: HeaderFields(raw.headers.map { ($0.name, $0.value) }), peer: sender.peer,
        address: sender.address)
    }
  }

  extension HTTPRequestHead {
    /// Bytes of the body, where they are told.
    fileprivate var length: Int { headers.first(name: "content-length").flatMap { Int($0) } ?? 0 }

    fileprivate var hasBody: Bool { headers.contains(name: "transfer-encoding") || length > 0 }
  }
#endif
