import Analysis
import Events

/// Finds who answers a request, and whether it is let in: of values, with no network in it.
package struct Router: Site {
  package let routes: [Route]
  private let access: Access
  private let desk: Desk

  package init(_ routes: [Route], _ access: Access, _ desk: Desk) {
    (self.routes, self.access, self.desk) = (routes, access, desk)
  }

  /// A request that is let in, but for its body.
  private struct Admitted: Sendable {
    let head: RequestHead
    let route: Route
    let parameters: [String: String]
  }

  /// Holds a head against the routes, and against who may.
  package func admission(of head: RequestHead) -> Admission {
    let found = routes.compactMap { route in
      route.path.parameters(in: head.path).map { (route, $0) }
    }
    // A word of its own is meant before any word: `/v1/events/stream` is no event.
    let fitting = found.filter { $0.0.path.names.count == found.map(\.0.path.names.count).min() }
    let method = head.method == "HEAD" ? "GET" : head.method
    guard let (route, parameters) = fitting.first(where: { $0.0.method == method }) else {
      return .refused(absence(of: head, among: fitting.map(\.0.method)))
    }
    if let refusal = access.refusal(of: head, for: route.permission) {
      return .refused(refusal.status == 401 && head.wantsPage ? ShowPages.refusal : refusal)
    }
    if head.method == "GET", head.wantsPage,
      let cookie = access.cookie(for: head)
    {
      return .refused(Self.withoutToken(head, cookie))
    }
    if let refusal = Self.typeRefusal(of: head, route) { return .refused(refusal) }
    let admitted = Admitted(head: head, route: route, parameters: parameters)
    return .admitted(bodyLimit: route.bodyLimit) { await answer(admitted, body: $0) }
  }

  package func told(_ refusal: Response, to head: RequestHead?) -> Response {
    guard let head else { return refusal }
    let route = routes.first { $0.telling != nil && $0.path.parameters(in: head.path) != nil }
    return (route?.telling ?? ShowPages.toldToPeople)(refusal, head)
  }

  /// Answers a request that was let in; whatever fails is an answer, too.
  private func answer(_ admitted: Admitted, body: [UInt8]) async -> Response {
    let request = Request(admitted.head, parameters: admitted.parameters, body: body)
    desk.state.note { $0.requests += 1 }
    // Routes read and write disks: the threads of the network have better things to do.
    let threads = admitted.route.permission == .tell ? desk.tellers : desk.threads
    return await withTaskExecutorPreference(threads) {
      do {
        if admitted.route.asksStore { try desk.checkStore() }
        return try await admitted.route.answer(request, desk)
      } catch {
        let failure = Response(failure: error)
        return admitted.route.telling?(failure, request.head) ?? failure
      }
    }
  }

  private func absence(of head: RequestHead, among methods: [String]) -> Response {
    // Who may not read is not told what there is.
    if let refusal = access.refusal(of: head, for: .look) { return refusal }
    guard !methods.isEmpty else {
      return Response(
        refusal: 404, "notFound", "there is nothing at this address; /openapi.json lists what is")
    }
    let allowed = Set(methods + (methods.contains("GET") ? ["HEAD"] : [])).sorted()
    let words = allowed.joined(separator: ", ")
    var response = Response(refusal: 405, "method", "this address takes \(words) only")
    response.headers["allow"] = words
    return response
  }

  /// Sends a browser to the same address without the token, which then stands in no history.
  private static func withoutToken(_ head: RequestHead, _ cookie: String) -> Response {
    var response = Response(303)
    let words = head.query.filter { $0.name != "token" }.map {
      PercentText.encoded($0.name) + "=" + PercentText.encoded($0.value)
    }
    response.headers["location"] =
      "/" + head.path.map(PercentText.encoded).joined(separator: "/")
      + (words.isEmpty ? "" : "?" + words.joined(separator: "&"))
    response.headers["set-cookie"] = cookie
    return response
  }

  private static func typeRefusal(of head: RequestHead, _ route: Route) -> Response? {
    guard let body = route.body, let type = head.headers.mediaType,
      !body.types.contains(type), !body.types.contains("*/*")
    else { return nil }
    return Response(
      refusal: 415, "mediaType",
      "this address takes \(body.types.joined(separator: " or ")) as Content-Type")
  }
}
