import Dashboard
import Events
import Journal
import TLM

/// Where everybody begins.
enum Beginning {
  static let routes = [pageOrWords, openAPI]

  private static var pageOrWords: Route {
    var page = page
    page.telling = ShowPages.toldToPeople
    return page
  }

  /// What there is, for whoever opens the server's address: pages for a browser, words for a program.
  private static let page = Route(
    "GET", "/", .read, "Pages for people; for programs what can be asked, in words.",
    answers: ["text/html", "text/plain"]
  ) { request, desk in
    if request.head.wantsPage { return ShowPages.answer(Overview.first, request, desk) }
    let lines = RouteCatalog.all.map { route in
      let name = "\(route.method) \(route.path)"
      return name + String(repeating: " ", count: max(1, 40 - name.count)) + route.about
    }
    return Response(
      text: "tlm serves \(SafeText.of(desk.store.location.path)).\n\n"
        + lines.joined(separator: "\n") + "\n")
  }

  /// The same for programs.
  private static let openAPI = Route(
    "GET", "/openapi.json", .look, "This document: OpenAPI 3.1."
  ) { _, _ in Response(json: OpenAPI.document(of: RouteCatalog.forPrograms)) }
}
