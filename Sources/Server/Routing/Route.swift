package import Events

/// One thing that can be asked over HTTP: how it is asked, who may, and what answers.
package struct Route: Sendable {
  package let method: String
  package let path: RoutePath
  package let permission: Permission
  /// One sentence, for whoever reads the OpenAPI document.
  package let about: String
  package var parameters: [RouteParameter] = []
  /// What the body is; nil where there is none.
  package var body: RouteBody?
  /// The media types that it is answered with.
  package var answers: [String] = ["application/json"]
  /// Whether it is asked of the store, which must be there.
  package var asksStore: Bool
  /// Says what failed in the shape that its clients know; nil: as everywhere.
  package var telling: (@Sendable (Response, RequestHead) -> Response)?
  package let answer: @Sendable (Request, Desk) async throws -> Response

  package init(
    _ method: String, _ path: RoutePath, _ permission: Permission, _ about: String,
    parameters: [RouteParameter] = [], body: RouteBody? = nil,
    answers: [String] = ["application/json"],
    answer: @escaping @Sendable (Request, Desk) async throws -> Response
  ) {
    (self.method, self.path, self.permission, self.about) = (method, path, permission, about)
    (self.parameters, self.body, self.answers) = (parameters, body, answers)
    // What is told goes to the log, which says itself whether it is there.
    asksStore = permission != .look && permission != .tell
    self.answer = answer
  }

  /// Bytes of a body that are read at most, packed or not.
  package var bodyLimit: Int { body?.limit ?? 0 }
}

/// A word of a route's query or a field of its head.
package struct RouteParameter: Sendable {
  package enum Place: String, Sendable { case query, header }

  package let name: String
  package let place: Place
  package let about: String
  /// JSON Schema.
  package let schema: Value

  package init(_ name: String, in place: Place = .query, _ about: String, schema: Value? = nil) {
    (self.name, self.place, self.about) = (name, place, about)
    self.schema = schema ?? ["type": "string"]
  }
}

/// What a route reads.
package struct RouteBody: Sendable {
  package let types: [String]
  package let limit: Int
  /// Whether a request without one is a mistake.
  package let isRequired: Bool
  package let schema: Value

  package init(_ types: [String], limit: Int, isRequired: Bool = true, schema: Value = [:]) {
    (self.types, self.limit, self.isRequired, self.schema) = (types, limit, isRequired, schema)
  }
}
