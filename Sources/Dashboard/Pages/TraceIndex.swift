import TLM

/// Traces: the newest, or the slowest, and a field for any id.
enum TraceIndex {
  static let pages = [
    DashboardPage("/traces", "Traces: the newest and the slowest.") { request, store in
      if let id = request["id"] { return .see(Address("traces", id)) }
      return .page(PageContent("Traces", in: "Traces", try body(request, store)))
    }
  ]

  private static let most = 100

  private static let orders = [("newest", "newest first"), ("slowest", "slowest first")]

  private static func body(_ request: PageRequest, _ store: Store) throws -> HTML {
    let order = request["order"] == "slowest" ? "slowest" : "newest"
    let all = try store.rows(of: Traces()).answer { TraceSums.all(of: $0) }
    let traces = sorted(all, by: order).prefix(most)
    let tabs = orders.map { name, title -> HTML in
      let here: HTML = name == order ? " aria-current=\"page\"" : ""
      let address = Address("traces", query: [.init("order", name)])
      return "<li><a href=\"\(address.text)\"\(here)>\(title)</a></li>"
    }
    let list: HTML =
      traces.isEmpty
      ? "<p class=\"notice\">No event names a trace. Issues, runs and sessions have one by their ids.</p>"
      : """
      <ul class="tabs">\(tabs)</ul>
      <div class="table"><table class="full"><thead><tr><th scope="col">trace</th>\
      <th scope="col">root</th><th scope="col">began</th><th scope="col" class="number">took</th>\
      <th scope="col" class="number">spans</th><th scope="col" class="number">failed</th></tr></thead>
      <tbody>\(traces.map { row($0.key, $0.value) })</tbody></table></div>
      <p class="muted">\(traces.count) of \(Numbers.count(all.count, "trace"))</p>
      """
    return """
      <form method="get" action="/traces" class="filter">\(ChosenMachine.field)<label class="wide">Id of \
      an issue, run, session or trace, or how it begins<input name="id" required></label>
      <button>Show</button></form>
      \(list)
      """
  }

  private static func sorted(
    _ traces: [Label: TraceSums], by order: String
  ) -> [(key: Label, value: TraceSums)] {
    func rank(_ trace: TraceSums) -> Int64 {
      (order == "slowest" ? trace.duration?.rawValue : trace.begin?.rawValue) ?? .min
    }
    return traces.sorted { left, right in
      let (one, other) = (rank(left.value), rank(right.value))
      return one == other ? left.key < right.key : one > other
    }
  }

  private static func row(_ id: Label, _ trace: TraceSums) -> HTML {
    let address = Address("traces", id.text, query: [.init("kind", "trace")])
    let failed: HTML = trace.failed > 0 ? "<span class=\"bad\">\(trace.failed)</span>" : "·"
    return """
      <tr><td>\(address.link("\(Words.short(id.text, to: 40))"))</td>\
      <td>\(trace.root.map { Words.short($0.text) })</td><td>\(Words.moment(trace.begin))</td>\
      <td class="number">\(Words.seconds(trace.duration?.seconds))</td>\
      <td class="number">\(trace.spans)</td><td class="number">\(failed)</td></tr>
      """
  }
}
