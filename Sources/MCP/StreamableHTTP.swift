import TLM

/// MCP over HTTP (streamable HTTP) as a function: a server hands requests of `/mcp` over, and sends what
/// comes back. Each request stands for itself, in both forms of the protocol: there are no sessions and
/// no streams.
///
/// ```swift
/// let answer = StreamableHTTP.answer(
///   .init(method: "POST", headers: [("content-type", "application/json")], body: body),
///   StoreAccess(at: store.location) { store })
/// // answer.status, answer.headers, answer.body
/// ```
/// Who may ask (the token, Host and Origin) and how long a body may be is the server's to check before.
package enum StreamableHTTP {
  package struct Request: Sendable {
    let method: String
    private let headers: [(name: String, value: String)]
    let body: [UInt8]

    /// - Parameter headers: by names in any case.
    package init(method: String, headers: [(name: String, value: String)], body: [UInt8]) {
      (self.method, self.headers, self.body) = (method, headers, body)
    }

    /// The value of a header; nil where it is not there.
    func header(_ name: String) -> String? {
      headers.first { $0.name.lowercased() == name }?.value
    }

    /// Whether a header stands there more than once.
    func isDoubled(_ name: String) -> Bool {
      headers.count { $0.name.lowercased() == name } > 1
    }
  }

  package struct Response: Sendable {
    package let status: Int
    package let headers: [(name: String, value: String)]
    package let body: [UInt8]

    init(_ status: Int, _ headers: [(String, String)] = [], _ body: [UInt8] = []) {
      (self.status, self.headers, self.body) = (status, headers.map { ($0.0, $0.1) }, body)
    }

    init(_ status: Int, _ reply: Dispatcher.Reply) {
      self.init(
        status, [("content-type", "application/json")],
        Array(JSONWriter.text(of: reply.value).utf8))
    }
  }

  package static func answer(_ request: Request, _ store: StoreAccess) -> Response {
    // Nothing is told unasked, so there is no stream to listen to, and no session to end.
    guard request.method == "POST" else { return Response(405, [("allow", "POST")]) }
    let type = (request.header("content-type") ?? "").prefix { $0 != ";" && $0 != " " }
    guard type.lowercased() == "application/json" else { return Response(415) }
    let message: Message
    do throws(Message.Refusal) { message = try Message(request.body) } catch {
      return Response(400, Dispatcher.Reply(to: error.id, error.fault))
    }
    guard case .request(let asked) = message else { return Response(202) }
    do throws(Fault) {
      let begun = try version(of: asked, request)
      var dispatcher = Dispatcher(store, over: .http, begun: begun)
      let reply = dispatcher.reply(to: asked)
      return Response(status(of: reply, isStateless: begun == nil), reply)
    } catch {
      return Response(400, Dispatcher.Reply(to: asked.id, error))
    }
  }

  /// The version of a conversation that began before; nil where a request says all itself.
  private static func version(
    of message: Message.Request, _ request: Request
  ) throws(Fault) -> String? {
    let header = request.header("mcp-protocol-version")
    if let version = message.params["_meta"]?[MetaKey.version] {
      try check(message, against: request, version)
      return nil
    }
    if let header, ProtocolVersion.stateless.contains(header) {
      throw .params("params._meta has no \(MetaKey.version), as \(header) wants it")
    }
    guard let header else { return ProtocolVersion.handshake[2] }
    guard ProtocolVersion.handshake.contains(header) else { throw .version(header) }
    return header
  }

  /// Who stands between reads headers only: they must say what the body says.
  private static func check(
    _ message: Message.Request, against request: Request, _ version: Value
  ) throws(Fault) {
    let names = ["tools/call": "name", "resources/read": "uri"]
    var told: [(String, Value)] = [
      ("mcp-protocol-version", version), ("mcp-method", .string(message.method)),
    ]
    if let key = names[message.method], let name = message.params[key] {
      told.append(("mcp-name", name))
    }
    for (header, value) in told {
      guard !request.isDoubled(header), let said = request.header(header),
        case .string(let text) = value, HeaderText.says(said, text)
      else { throw .headers("the header \(header) does not say what the body says") }
    }
  }

  private static func status(of reply: Dispatcher.Reply, isStateless: Bool) -> Int {
    guard let code = reply.code else { return 200 }
    switch code {
    case -32600, -32700, -32020, -32022: return 400
    case -32601: return isStateless ? 404 : 200
    case -32602: return isStateless ? 400 : 200
    default: return 200
    }
  }
}
