import Events
import Server

/// What can be asked, for programs and for people.
enum DescribeAPI {
  static let routes = [document, page("/docs"), page("/redoc")]

  private static let document = RunsRoute(
    method: "GET", path: "/openapi.json", about: "This document.", takesToken: false,
    isLimited: false, asksStore: false, answers: [(200, "OpenAPI 3.1.", ["type": "object"])]
  ) { _, _ in Response(json: RunsOpenAPI.document) }

  /// A list of what can be asked; it loads nothing from anywhere.
  private static func page(_ path: RoutePath) -> RunsRoute {
    RunsRoute(
      method: "GET", path: path, about: "What can be asked, for people.", takesToken: false,
      isLimited: false, asksStore: false, answers: [(200, "A page.", ["type": "string"])],
      type: "text/html"
    ) { _, _ in
      var response = Response(text: RunsOpenAPI.page, type: "text/html; charset=utf-8")
      response.headers["content-security-policy"] = "default-src 'none'"
      return response
    }
  }
}
