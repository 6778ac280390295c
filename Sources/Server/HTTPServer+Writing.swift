#if Server
  import NIOCore
  import NIOHTTP1

  /// Answers on their way out.
  extension HTTPServer {
    /// Writes an answer; true where the connection stays.
    func write(
      _ response: Response, to raw: HTTPRequestHead, _ input: Input, _ output: Output,
      on channel: any Channel
    ) async throws -> Bool {
      var response = response
      let stays = raw.isKeepAlive && response.headers["connection"] == nil && response.isWhole
      if !stays { response.headers["connection"] = "close" }
      let head = HTTPServerResponsePart.head(HTTPResponseHead(response, to: raw))
      switch response.body {
      case .bytes(let bytes) where raw.method != .HEAD && !bytes.isEmpty:
        try await put(bytes, behind: head, output, on: channel)
      case .stream(let stream) where raw.method != .HEAD:
        try await put([head], output, on: channel)
        // However it ends, what was written stands.
        _ = await self.stream(stream, input, output, on: channel)
        try await put([.end(nil)], output, on: channel)
      case .whole(let stream) where raw.method != .HEAD:
        try await put([head], output, on: channel)
        try await self.stream(stream, input, output, on: channel).get()
        try await put([.end(nil)], output, on: channel)
      default:
        try await put([head, .end(nil)], output, on: channel)
      }
      return stays
    }

    private func put(
      _ bytes: [UInt8], behind head: HTTPServerResponsePart, _ output: Output,
      on channel: any Channel
    ) async throws {
      if bytes.count <= Bounds.part {
        let body = HTTPServerResponsePart.body(.byteBuffer(ByteBuffer(bytes: bytes)))
        return try await put([head, body, .end(nil)], output, on: channel)
      }
      try await put([head], output, on: channel)
      for start in stride(from: 0, to: bytes.count, by: Bounds.part) {
        let part = bytes[start..<min(start + Bounds.part, bytes.count)]
        try await put([.body(.byteBuffer(ByteBuffer(bytes: part)))], output, on: channel)
      }
      try await put([.end(nil)], output, on: channel)
    }

    /// Hands parts over; a client that takes none of them for long is let go.
    private func put(
      _ parts: [HTTPServerResponsePart], _ output: Output, on channel: any Channel
    ) async throws {
      guard let alarm = alarm(Bounds.write, on: channel) else {
        throw ChannelError.ioOnClosedChannel
      }
      defer { alarm.cancel() }
      try await output.write(contentsOf: parts)
    }

    /// Runs a stream until it ends, its client goes, or the server does.
    private func stream(
      _ stream: @escaping @Sendable (StreamWriter) async throws -> Void, _ input: Input,
      _ output: Output, on channel: any Channel
    ) async -> Result<Void, any Error> {
      let writer = StreamWriter { bytes in
        // What is cancelled meanwhile is written all the same: a part is whole or not there.
        try await Task {
          try await self.put([.body(.byteBuffer(ByteBuffer(bytes: bytes)))], output, on: channel)
        }.value
      }
      let task = Task { try await stream(writer) }
      channel.closeFuture.whenComplete { _ in task.cancel() }
      // A client that has gone sends no more; whatever it sends besides is nothing here.
      Task {
        while (try? await input.next()) != nil {}
        task.cancel()
      }
      if !connections.note(channel, endStream: { task.cancel() }) { task.cancel() }
      return await task.result
    }
  }

  extension Response {
    fileprivate var isWhole: Bool { if case .bytes = body { true } else { false } }

    static func tooLarge(_ limit: Int) -> Response {
      limit == 0
        ? Response(refusal: 413, "tooLarge", "this address takes no body")
        : Response(
          refusal: 413, "tooLarge",
          "the body is over the limit of \(limit) bytes; nothing was written: send it in parts")
    }
  }

  extension HTTPResponseHead {
    fileprivate init(_ response: Response, to raw: HTTPRequestHead) {
      self.init(version: raw.version, status: .init(statusCode: response.status))
      for field in response.headers.all { headers.add(name: field.name, value: field.value) }
      if case .bytes(let bytes) = response.body, response.status != 204, response.status != 304 {
        headers.replaceOrAdd(name: "content-length", value: String(bytes.count))
      }
      headers.add(name: "x-content-type-options", value: "nosniff")
      if !headers.contains(name: "cache-control") {
        headers.add(name: "cache-control", value: "no-store")
      }
    }
  }
#endif
