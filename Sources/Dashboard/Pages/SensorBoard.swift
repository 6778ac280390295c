import Analysis
import Documents
import TLM

/// What sensors say, at which bounds rules act, the mode and how it came to be.
enum SensorBoard {
  static let pages = [
    DashboardPage("/sensors", "Sensors, bounds, the mode and its history.") { request, store in
      .page(PageContent("Sensors and modes", in: "Sensors", try body(request, store)))
    }
  ]

  private static let windows = [("5m", 300), ("15m", 900), ("1h", 3600), ("6h", 21_600)]

  private static func body(_ request: PageRequest, _ store: Store) throws -> HTML {
    let card = try Part { try ModeCard(of: store) }
    let sensors = try Part {
      try SensorFigures(
        of: store, under: card.content?.policy,
        window: windows.first { $0.0 == request["window"] }?.1 ?? 900,
        chosen: request.all("sensor"))
    }
    return """
      \(card.notice)
      <ul class="cards">\(card.content?.html)\(card.content.flatMap(obeying))</ul>
      \(card.content.map { remarks($0.rules) })
      \(try Part { try waiting(request, store) }.html)
      <h2>What rules look at</h2>
      \(windowForm(request))
      <div class="columns">\(try sensors.content?.charts.map(\.html) ?? [])</div>
      <h2>All sensors</h2>
      \(sensors.notice)
      \(try sensors.content.map { HTML.report(Words.page.part(of: try $0.table)) })
      <h2>Changes of the mode</h2>
      \(try history(card.content?.course ?? store.mode().state.course, store))
      """
  }

  private static func waiting(_ request: PageRequest, _ store: Store) throws -> HTML {
    let proposals = try OpenProposals(in: store, at: request.now)
    return ProposalForms(proposals, request, sensors: try store.sensorDirectory()).html
  }

  /// What whoever obeys keeps to.
  private static func obeying(_ card: ModeCard) -> HTML? {
    guard let mode = card.policy.mode(card.course.mode.text) else { return nil }
    let members = ConstraintsDocument(mode.constraints).json.members.filter {
      $0.value != .null && $0.value != .array([])
    }
    let rows = members.map { member -> HTML in
      let words = member.value.elements.compactMap(\.text).joined(separator: ", ")
      let shown = words.isEmpty ? Words.value(member.value) : words
      return "<dt>\(member.name.replacing("_", with: " "))</dt><dd>\(shown)</dd>"
    }
    let none: HTML = "<p class=\"muted\">Nothing is restrained.</p>"
    return """
      <li><h2>what it allows</h2><p>\(mode.about)</p>\(rows.isEmpty ? none : "<dl>\(rows)</dl>")</li>
      """
  }

  private static func remarks(_ rules: Rules) -> HTML {
    let place = rules.source.path ?? "the rules that ship"
    return rules.remarks.map { "<p class=\"notice\">\($0)</p>" as HTML }.joined()
      + "<p class=\"muted\">Rules: \(place)</p>"
  }

  private static func windowForm(_ request: PageRequest) -> HTML {
    let chosen = request["window"] ?? "15m"
    let options = windows.map { name, _ in
      "<option\(.flag("selected", name == chosen))>\(name)</option>" as HTML
    }
    let sensors = request.all("sensor").map {
      "<input type=\"hidden\" name=\"sensor\" value=\"\($0)\">" as HTML
    }
    return """
      <form method="get" action="/sensors" class="filter">\(ChosenMachine.field)\(sensors)<label>The \
      last<select name="window" data-send>\(options)</select></label><button class="plain">Show</button></form>
      """
  }

  private static func history(_ course: ModeRecord, _ store: Store) throws -> HTML {
    if course.history.isEmpty {
      return "<p class=\"muted\">The mode has never changed.</p>"
    }
    let rows = course.history.reversed().map { change -> HTML in
      let reasons = change.reasons.map(\.sentence).joined(separator: ", and ")
      let why = reasons.isEmpty ? change.reason?.text ?? "" : reasons
      let event = Address("events", "\(change.position.rawValue)")
      return """
        <tr><td>\(event.link(Words.moment(change.time)))</td><td>\(change.from?.text)</td>\
        <td>\(change.to.text)</td><td>\(why)</td><td>\(change.rule?.text)</td>\
        <td>\(change.approvedBy?.text)</td></tr>
        """
    }
    return """
      <div class="table"><table class="full"><thead><tr><th scope="col">when</th>\
      <th scope="col">from</th><th scope="col">to</th><th scope="col">why</th>\
      <th scope="col">rule</th><th scope="col">by</th></tr></thead><tbody>\(rows)</tbody></table></div>
      """
  }
}
