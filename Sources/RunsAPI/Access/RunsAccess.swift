import Server
import SystemCalls

/// Who may ask what: changes take the token where there is one, and from elsewhere everything does.
struct RunsAccess: Sendable {
  private let token: Token?
  private let hosts: HostNames
  private let limit: RateLimit?

  init(_ settings: RunsSettings) {
    token = settings.token
    hosts = HostNames(listening: settings.address.host)
    limit = settings.rate.map(RateLimit.init)
  }

  /// Why a request is not let in; nil where it is.
  func refusal(of head: RequestHead, for route: RunsRoute) -> Response? {
    if head.peer != .socket, let refusal = hosts.refusal(of: head) { return refusal }
    if route.takesToken || head.peer == .elsewhere && route.path.description != "/health",
      let refusal = missing(in: head)
    {
      return refusal
    }
    guard route.isLimited, let limit else { return nil }
    let sender = head.address ?? "socket"
    return limit.takes(sender, at: monotonicNow()) ? nil : Self.tooMany(limit.most)
  }

  /// What is said where there is nothing at an address.
  func refusal(of head: RequestHead) -> Response? {
    if let refusal = hosts.refusal(of: head) { return refusal }
    return head.peer == .elsewhere ? missing(in: head) : nil
  }

  private func missing(in head: RequestHead) -> Response? {
    guard let token else { return nil }
    guard head.headers["authorization"] != nil else {
      return Self.unknown("Authorization header required. Use: Authorization: Bearer <token>")
    }
    guard let shown = Access.bearer(of: head) else {
      return Self.unknown("Invalid authorization format. Use: Authorization: Bearer <token>")
    }
    return token.matches(shown) ? nil : Self.unknown("Invalid authentication token")
  }

  private static func unknown(_ detail: String) -> Response {
    var response = Response(detail: detail, status: 401)
    response.headers["www-authenticate"] = "Bearer"
    return response
  }

  private static func tooMany(_ most: Int) -> Response {
    var response = Response(
      detail: "Rate limit exceeded. Max \(most) requests per minute.", status: 429)
    response.headers["retry-after"] = "60"
    response.headers["x-ratelimit-limit"] = String(most)
    response.headers["x-ratelimit-remaining"] = "0"
    return response
  }
}
