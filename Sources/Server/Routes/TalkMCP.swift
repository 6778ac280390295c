import MCP
import TLM

/// The Model Context Protocol over HTTP.
enum TalkMCP {
  static let routes: [Route] = ["POST", "GET", "DELETE"].map { method in
    var route = Route(
      method, "/mcp", .read, "The Model Context Protocol, streamable HTTP without streams.",
      body: method == "POST"
        ? RouteBody(["application/json"], limit: 4 << 20, schema: ["type": "object"]) : nil
    ) { request, desk in
      let store = desk.store
      let answer = StreamableHTTP.answer(
        StreamableHTTP.Request(
          method: method, headers: request.headers.all.map { ($0.name, $0.value) },
          body: request.body),
        StoreAccess(at: store.location, makes: false) {
          try desk.checkStore()
          return store
        })
      return Response(
        answer.status, headers: HeaderFields(answer.headers.map { ($0.name, $0.value) }),
        body: answer.body)
    }
    // A model reads what a tool says; that a store is away is said by the tools.
    route.asksStore = false
    return route
  }
}
