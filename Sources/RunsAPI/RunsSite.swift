import Analysis
import Documents
package import Server
import TLM

/// The runs API: what clients of local-telemetry ask at a port of its own.
package struct RunsSite: Site {
  private let desk: RunsDesk
  private let access: RunsAccess

  package init(_ desk: Desk, _ settings: RunsSettings) {
    self.desk = RunsDesk(
      desk: desk, book: RunsBook(desk.store, desk.runs), settings: settings)
    access = RunsAccess(settings)
  }

  /// Begins the table of runs, so that the first who asks need not wait for it.
  package func run() async {
    // What fails here fails again where somebody asks, and is told there.
    _ = try? desk.book.ask { $0.entries.count }
  }

  package func admission(of head: RequestHead) -> Admission {
    let fitting = RunsRouteCatalog.all.filter { $0.path.parameters(in: head.path) != nil }
    guard let route = fitting.first(where: { $0.method == head.method }),
      let parameters = route.path.parameters(in: head.path)
    else { return .refused(absence(of: head, among: fitting.map(\.method))) }
    if let refusal = access.refusal(of: head, for: route) { return .refused(refusal) }
    if let slashed = Self.withoutSlash(head) { return .refused(slashed) }
    return .admitted(bodyLimit: route.bodyLimit) { [desk] body in
      let request = Request(head, parameters: parameters, body: body)
      desk.desk.state.note { $0.requests += 1 }
      let threads = route.body == nil ? desk.desk.threads : desk.desk.tellers
      return await withTaskExecutorPreference(threads) {
        do {
          if route.asksStore { try desk.desk.checkStore() }
          return try await route.answer(request, desk)
        } catch {
          return Response(detailOf: error)
        }
      }
    }
  }

  package func told(_ refusal: Response, to head: RequestHead?) -> Response {
    guard let failure = refusal.failure else { return refusal }
    return refusal.retold(as: Response(detail: failure.message, status: refusal.status))
  }

  private func absence(of head: RequestHead, among methods: [String]) -> Response {
    if let refusal = access.refusal(of: head) { return refusal }
    guard !methods.isEmpty else { return Response(detail: "Not Found", status: 404) }
    var response = Response(detail: "Method Not Allowed", status: 405)
    response.headers["allow"] = Set(methods).sorted().joined(separator: ", ")
    return response
  }

  /// The way to the same address without a slash at its end.
  private static func withoutSlash(_ head: RequestHead) -> Response? {
    let halves = head.target.split(
      separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    guard halves[0].hasSuffix("/"), !head.path.isEmpty else { return nil }
    var response = Response(307)
    let path = "/" + head.path.map(PercentText.encoded).joined(separator: "/")
    response.headers["location"] = path + (halves.count > 1 ? "?" + halves[1] : "")
    return response
  }
}
