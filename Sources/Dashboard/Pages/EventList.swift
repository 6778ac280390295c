import Questions
import TLM

/// Events as they come, those that meet conditions, or what they come to.
enum EventList {
  static let pages = [
    DashboardPage("/events", "Events as they come, and what is asked of them.") {
      request, store in
      let search = EventSearch(request)
      do {
        let found =
          search.makesRows
          ? try answer(to: search, in: store) : try list(search, request, store)
        let body: HTML = "\(search.form)\n\(found)"
        return .page(PageContent("Events", in: "Events", live: search.stream, body))
      } catch let error as QuestionError where error.code != "noStore" {
        // What was typed stays there, to be mended.
        let body: HTML = """
          \(search.form)
          <p class="notice bad" role="alert">\(error.message)</p>
          """
        return .page(PageContent("Events", in: "Events", status: 400, live: nil, body))
      }
    }
  ]

  private static let page = 100
  private static let mostRows = 500

  private static func list(
    _ search: EventSearch, _ request: PageRequest, _ store: Store
  ) throws -> HTML {
    var query = Query(try search.filter())
    query.newestFirst = true
    query.limit = page + 1
    query.to = request["before"].flatMap { Int64($0) }.map { Position(rawValue: $0) }
    var rows = try EventRows(of: query, in: store)
    if rows.isEmpty { return "<p class=\"notice\">No event meets these conditions.</p>" }
    let next = rows.cut(to: page)
    let newest: HTML? =
      query.to == nil
      ? nil : "<a href=\"\(Address("events", query: search.asked).text)\">← the newest</a>"
    let older = next.map { place in
      Address("events", query: search.asked + [.init("before", "\(place.rawValue)")])
        .link("older →")
    }
    return """
      \(rows.table)
      <p class="pages">\(newest)\(older)</p>
      """
  }

  /// Rows of a question.
  private static func answer(to search: EventSearch, in store: Store) throws -> HTML {
    let answer = try search.rows(limit: mostRows, of: store)
    let columns = (answer["columns"]?.elements ?? []).compactMap { $0["name"]?.text }
    guard !columns.isEmpty else {
      return "<pre>\(.lines(PrettyJSON.text(of: answer)))</pre>"
    }
    let rows = (answer["rows"]?.elements ?? []).map { row -> HTML in
      let cells = row.members.map { member -> HTML in
        "<td\(member.value.number == nil ? .nothing : right)>\(Words.value(member.value))</td>"
      }
      return "<tr>\(cells)</tr>"
    }
    let total = answer["total"]?.number.map(Words.number) ?? "\(rows.count)"
    return """
      <div class="table"><table><thead><tr>\
      \(columns.map { "<th scope=\"col\">\($0)</th>" as HTML })</tr></thead>
      <tbody>\(rows)</tbody></table></div>
      <p class="muted">\(Numbers.count(rows.count, "row")) of \(total)</p>
      """
  }

  private static let right: HTML = " class=\"number\""
}
