import Documents
import Questions
import TLM

/// A session of an agent: what it came to, and what happened in it.
enum SessionDetail {
  static let pages = [
    DashboardPage("/sessions/{id}", "A session, and what happened in it.") { request, store in
      let prices = try KnownPrices(in: store)
      let session = try NamedSession(
        request.parameters["id"] ?? "", in: store, at: prices.table)
      let title = "Session \(session.id.text)"
      let body: HTML = "\(prices.notice)\(body(of: session, request))"
      return .page(PageContent(title, in: "Sessions", body))
    }
  ]

  private static let page = 300

  private static func body(of session: NamedSession, _ request: PageRequest) -> HTML {
    let entries = session.timeline.entries(of: session.id, in: session.answer)
    let offset = request.number("offset", in: 0...max(0, entries.count), usually: 0)
    let trace = Address("traces", session.id.text, query: [.init("kind", "session")])
    func address(_ offset: Int) -> Address {
      Address("sessions", session.id.text, query: [.init("offset", "\(offset)")])
    }
    let before = offset > 0 ? address(max(0, offset - page)).link("← before") : nil
    let after =
      offset + page < entries.count ? address(offset + page).link("next →") : nil
    return """
      \(facts(of: session))
      <p>\(trace.link("as a trace"))</p>
      <h2>What happened</h2>
      <div class="table"><table class="full"><thead><tr><th scope="col">when</th>\
      <th scope="col">what</th><th scope="col">of</th><th scope="col" class="number">took</th>\
      <th scope="col">how</th></tr></thead>
      <tbody>\(entries.dropFirst(offset).prefix(page).map(row))</tbody></table></div>
      <p class="pages">\(before)<span>\(Numbers.grouped(entries.count)) \(entries.count == 1 ? "entry" : "entries")</span>\(after)</p>
      """
  }

  private static func facts(of session: NamedSession) -> HTML {
    let members = session.answer.sessionValue(session.id)?.members ?? []
    let shown = members.filter { $0.value != .null && $0.value != .integer(0) }
    let group = session.answer.sessions[session.id] ?? UsageGroup()
    let rows = shown.map { member -> HTML in
      "<dt>\(member.name.replacing("_", with: " "))</dt><dd>\(words(of: member, in: group))</dd>"
    }
    return "<dl>\(rows)</dl>"
  }

  /// A cost as it stands everywhere, and the names of a list.
  private static func words(of member: Member, in group: UsageGroup) -> String {
    if member.name == "cost_usd" { return UsageTable.cost(of: group) }
    guard case .array(let values) = member.value else { return Words.value(member.value) }
    return values.map { Words.value($0) }.joined(separator: ", ")
  }

  private static func row(_ entry: SessionTimeline.Entry) -> HTML {
    let side: HTML? = entry.isMain ? nil : " <span class=\"muted\">(side chain)</span>"
    let (what, of, took, how): (String, String, String, String) =
      switch entry.kind {
      case .prompt(let text): ("prompt", text ?? "", "", "")
      case .response(let model, let input, let output):
        ("response", model, "", "\(UsageTable.tokens(input)) in, \(UsageTable.tokens(output)) out")
      case .call(let tool, let outcome, let duration, let bytes):
        (
          "call", tool, duration.map { Numbers.duration($0.seconds) } ?? "",
          (outcome ?? "no end") + (bytes.map { ", \(Numbers.bytes(Int64($0)))" } ?? "")
        )
      case .compaction: ("compaction", "", "", "")
      case .error: ("error", "", "", "")
      }
    return """
      <tr><td>\(Words.moment(entry.time))</td><td>\(what)\(side)</td><td>\(of)</td>\
      <td class="number">\(took)</td><td>\(how)</td></tr>
      """
  }
}
