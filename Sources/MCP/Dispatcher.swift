import TLM

/// Answers the messages of a client of the Model Context Protocol: bytes in, bytes out. It knows no
/// network, no clock but for how long a call took, and what it keeps between messages is whether the
/// client has begun with `initialize`.
///
/// ```swift
/// var dispatcher = Dispatcher(StoreAccess(at: location) { try Store.open(at: location) }, over: .pipe)
/// let answer = dispatcher.answer(Array(#"{"jsonrpc":"2.0","id":1,"method":"ping"}"#.utf8))
/// ```
package struct Dispatcher: Sendable {
  /// How messages come.
  package enum Transport: String, Sendable {
    case pipe
    case http
  }

  let store: StoreAccess
  let transport: Transport
  /// The version that `initialize` agreed on; nil where nobody has begun so.
  private var begun: String?

  /// - Parameters:
  ///   - store: what is asked.
  ///   - begun: the version of a conversation that began elsewhere; nil: it begins here.
  package init(_ store: StoreAccess, over transport: Transport, begun: String? = nil) {
    (self.store, self.transport, self.begun) = (store, transport, begun)
  }

  /// The answer to a message, without a newline in it or behind it; nil where none is due.
  package mutating func answer(_ message: [UInt8]) -> [UInt8]? {
    reply(to: message).map { Array(JSONWriter.text(of: $0.value).utf8) }
  }

  /// What is answered to a message that was too long to be looked at.
  package static func tooLong(_ limit: Int) -> [UInt8] {
    let fault = Fault.invalid("a message has at most \(limit) bytes; this one was passed over")
    return Array(JSONWriter.text(of: Reply(to: .null, fault).value).utf8)
  }

  /// What is answered, and the code of the error that it is, if it is one.
  struct Reply {
    let value: Value
    let code: Int64?

    init(to id: Value, _ result: Value) {
      value = ["jsonrpc": "2.0", "id": id, "result": result]
      code = nil
    }

    init(to id: Value, _ fault: Fault) {
      value = ["jsonrpc": "2.0", "id": id, "error": fault.value]
      code = fault.code
    }
  }

  mutating func reply(to bytes: [UInt8]) -> Reply? {
    do throws(Message.Refusal) {
      guard case .request(let request) = try Message(bytes) else { return nil }
      return reply(to: request)
    } catch {
      return Reply(to: error.id, error.fault)
    }
  }

  mutating func reply(to request: Message.Request) -> Reply {
    do throws(Fault) {
      let era = try Era(of: request, begun: begun)
      let outcome =
        request.method == "initialize" && !era.isStateless
        ? try initialize(request) : try outcome(of: request, era)
      return Reply(to: request.id, outcome.result(in: era))
    } catch {
      return Reply(to: request.id, error)
    }
  }

  private mutating func initialize(_ request: Message.Request) throws(Fault) -> Outcome {
    guard case .string(let asked)? = request.params["protocolVersion"] else {
      throw .params("protocolVersion must be a text, such as \(ProtocolVersion.handshake[0])")
    }
    let known = ProtocolVersion.handshake
    let version = known.contains(asked) ? asked : known[0]
    begun = version
    return Outcome([
      Member("protocolVersion", .string(version)), Member("capabilities", ServerWords.capabilities),
      Member("serverInfo", ServerWords.info), Member("instructions", ServerWords.instructions),
    ])
  }

  private func outcome(of request: Message.Request, _ era: Era) throws(Fault) -> Outcome {
    switch request.method {
    case "server/discover" where era.isStateless: return discovery
    case "ping" where !era.isStateless: return Outcome([])
    case "tools/list":
      try checkPage(request)
      return Outcome(
        [Member("tools", .array(ToolCatalog.all.map(\.value)))], keeping: .everywhere)
    case "tools/call": return try call(request, era)
    case "resources/list":
      try checkPage(request)
      return Outcome(
        [Member("resources", .array(ResourceCatalog.fixed.map(\.value)))], keeping: .everywhere)
    case "resources/templates/list":
      try checkPage(request)
      return Outcome(
        [Member("resourceTemplates", .array(ResourceCatalog.templates.map(\.value)))],
        keeping: .everywhere)
    case "resources/read": return try read(request, era)
    default: throw .method("there is no method \(request.method.prefix(100))")
    }
  }

  private var discovery: Outcome {
    Outcome(
      [
        Member("supportedVersions", .array(ProtocolVersion.stateless.map { .string($0) })),
        Member("capabilities", ServerWords.capabilities),
        Member("instructions", ServerWords.instructions),
      ], keeping: .everywhere)
  }

  /// Lists have one page: who asks for another one has made up its cursor.
  private func checkPage(_ request: Message.Request) throws(Fault) {
    switch request.params["cursor"] {
    case nil, .null?: return
    default: throw .params("there is no page of that cursor; the first page is all")
    }
  }
}
