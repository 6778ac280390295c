import Events
import Server

/// One thing that can be asked of the API.
struct RunsRoute: Sendable {
  let method: String
  let path: RoutePath
  /// One sentence, for whoever reads the OpenAPI document.
  let about: String
  /// Whether it takes the token, where there is one.
  var takesToken = true
  /// Whether it counts against the rate limit.
  var isLimited = true
  /// Whether it is asked of the store, which must be there.
  var asksStore = true
  /// Words of the query.
  var query: [RouteParameter] = []
  /// Fields of the head.
  var fields: [RouteParameter] = []
  /// JSON Schema of the body; nil where there is none.
  var body: Value?
  /// What it answers, by status.
  var answers: [(status: Int, about: String, schema: Value)]
  var type = "application/json"
  let answer: @Sendable (Request, RunsDesk) async throws -> Response

  /// Bytes of a body.
  var bodyLimit: Int { body == nil ? 0 : 16 << 20 }
}
