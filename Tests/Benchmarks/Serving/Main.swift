#if Server
  import NIOCore
  import NIOHTTP1
  import NIOPosix

  #if canImport(Glibc)
    import Glibc
  #else
    import Darwin
  #endif

  /// What a server of HTTP costs at least: it reads each body, keeps nothing of it, and answers 200. It
  /// prints its port, and ends with its input.
  @main struct Main {
    static func main() async throws {
      let group = MultiThreadedEventLoopGroup(numberOfThreads: 2)
      let server = try await ServerBootstrap(group: group)
        .serverChannelOption(.backlog, value: 512)
        .childChannelInitializer { channel in
          channel.eventLoop.makeCompletedFuture {
            try channel.pipeline.syncOperations.configureHTTPServerPipeline()
            try channel.pipeline.syncOperations.addHandler(Answering())
          }
        }
        .bind(host: "127.0.0.1", port: 0).get()
      print(server.localAddress?.port ?? 0)
      // Who reads it waits at a pipe.
      fflush(nil)
      while readLine() != nil {}
      try await server.close()
      try await group.shutdownGracefully()
    }
  }

  /// Answers each request once it is whole.
  private final class Answering: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      guard case .end = unwrapInboundIn(data) else { return }
      let headers: HTTPHeaders = ["content-length": "0"]
      let head = HTTPResponseHead(version: .http1_1, status: .ok, headers: headers)
      context.write(wrapOutboundOut(.head(head)), promise: nil)
      context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    }
  }
#else
  @main struct Main {
    static func main() { fatalError("build it with --traits Server") }
  }
#endif
