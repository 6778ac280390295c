import Analysis
import Dashboard
import Documents
import Events
import Questions
import TLM

/// Pages for people, and the two files that they ask for.
enum ShowPages {
  static let routes = PageCatalog.all.filter { $0.path != "/" }.map(route) + [asset]

  /// Bytes of what a form sends at most.
  private static let formLimit = 1 << 20

  private static func route(_ page: DashboardPage) -> Route {
    var route = Route(
      page.isChange ? "POST" : "GET", RoutePath(page.path), page.isChange ? .change : .read,
      page.about,
      body: page.isChange
        ? RouteBody(["application/x-www-form-urlencoded"], limit: formLimit) : nil,
      answers: ["text/html"]
    ) { request, desk in answer(page, request, desk) }
    route.telling = toldToPeople
    return route
  }

  private static let asset = Route(
    "GET", "/assets/{name}", .look, "What pages ask for besides.",
    answers: ["text/css", "text/javascript"]
  ) { request, _ in
    guard let asset = Assets.all.first(where: { $0.name == request.parameters["name"] }) else {
      return Response(refusal: 404, "notFound", "there is no such file")
    }
    let isCurrent = request.word("v") == asset.version
    return Response(
      200,
      headers: HeaderFields([
        ("content-type", asset.type),
        ("cache-control", isCurrent ? "private, max-age=31536000, immutable" : "no-cache"),
      ]), body: asset.bytes)
  }

  /// What a page answers; what fails is a page, too.
  static func answer(_ page: DashboardPage, _ request: Request, _ desk: Desk) -> Response {
    let machine = request.word(ChosenMachine.word)
    return ChosenMachine.keeping(machine) { answer(page, request, desk, of: machine) }
  }

  private static func answer(
    _ page: DashboardPage, _ request: Request, _ desk: Desk, of machine: String?
  ) -> Response {
    let now = Timestamp.current
    func shown(_ content: PageContent) -> Response {
      // A log that cannot be read says so on the page itself.
      let machines = (try? desk.store.machineNames()) ?? []
      return response(
        Frame.document(
          content, store: desk.store.location.path, now: now, machines: machines), content.status)
    }
    do {
      let seen = page.isChange ? [] : [machine].compactMap(\.self)
      let store = try desk.store.only(of: seen)
      let asked = try PageRequest(request, desk, of: store, isChange: page.isChange, now: now)
      switch try page.answer(asked, store) {
      case .page(let content): return shown(content)
      case .see(let address):
        return Response(303, headers: HeaderFields([("location", address.text)]))
      case .json(let value): return Response(json: value)
      case .file(let bytes, let type, let name):
        return file(.bytes(bytes), type, name)
      case .parts(let parts, let type, let name):
        let live = desk.live
        return file(
          .whole { writer in
            try await withTaskExecutorPreference(live) {
              try await parts { try await writer.write($0) }
            }
          }, type, name)
      }
    } catch let error as PageError {
      return shown(Frame.failure(error.status, error.message))
    } catch {
      let document = QuestionError(error).document
      return shown(Frame.failure(document.httpStatus.code, QuestionError(error).message))
    }
  }

  private static func file(_ body: Response.Body, _ type: String, _ name: String) -> Response {
    var response = Response(
      200,
      headers: HeaderFields([
        ("content-type", type), ("content-disposition", "attachment; filename=\"\(name)\""),
      ]))
    response.body = body
    return response
  }

  /// The same for browsers only.
  @Sendable static func toldToPeople(_ failure: Response, _ head: RequestHead) -> Response {
    head.wantsPage ? told(failure) : failure
  }

  /// What failed before a page could be made of it, as a page.
  static func told(_ failure: Response) -> Response {
    guard let document = failure.failure else { return failure }
    let content = Frame.failure(failure.status, document.message)
    return failure.retold(
      as: response(
        Frame.document(content, store: "tlm serve", now: .current), failure.status))
  }

  /// What a browser is shown that may not read.
  static var refusal: Response {
    var refusal = response(Frame.refusal(now: .current), 401)
    refusal.headers["www-authenticate"] = "Bearer realm=\"tlm\""
    return refusal
  }

  private static func response(_ document: HTML, _ status: Int) -> Response {
    Response(
      status,
      headers: HeaderFields([
        ("content-type", "text/html; charset=utf-8"),
        ("content-security-policy", Assets.policy),
        // Without an origin no form of ours would be taken for one.
        ("referrer-policy", "same-origin"),
        ("cross-origin-opener-policy", "same-origin"), ("vary", "accept, cookie"),
      ]), body: Array(document.text.utf8))
  }
}

extension PageRequest {
  /// - Throws: `PageError` where a form cannot be read, or is of no page of this server; as
  ///   `RunShelf.shelf`.
  fileprivate init(
    _ request: Request, _ desk: Desk, of store: Store, isChange: Bool, now: Timestamp
  ) throws {
    var form: [Address.Pair]?
    if isChange {
      let text = String(validating: request.body, as: UTF8.self)
      guard let pairs = text.flatMap({ RequestHead.pairs($0) }) else {
        throw PageError(400, "The form cannot be read; nothing was changed.")
      }
      guard let shown = pairs.first(where: { $0.name == "form_token" }),
        desk.forms.matches(shown.value)
      else {
        throw PageError(
          403, "The form is not of this server's pages, or of one before. Open the page again.")
      }
      form = pairs.map { Address.Pair($0.name, $0.value) }
    }
    let asked = request.head.query.filter { $0.name != "token" }
    var approves: (@Sendable (String) -> Bool)?
    if let token = desk.approvals { approves = { token.matches($0) } }
    self.init(
      parameters: request.parameters, query: asked.map { Address.Pair($0.name, $0.value) },
      form: form, formToken: desk.forms.text, approves: approves,
      wantsJSON: request.headers["accept"]?.contains("application/json") == true, now: now,
      runs: try desk.runs.shelf(of: store), sessions: try desk.sessions.shelf(of: store))
  }
}
