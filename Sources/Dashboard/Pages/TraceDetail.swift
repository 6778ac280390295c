import Analysis
import Questions
import TLM

/// What happened to an issue, run, session or trace, as spans below each other, and which of them decided
/// how long it took.
enum TraceDetail {
  static let pages = [
    DashboardPage("/traces/{id}", "A trace as a waterfall, with its critical path.") {
      request, store in
      let asked = request["kind"].flatMap { TraceSubject.Kind(rawValue: $0) }
      let subject = try NamedSubject.find(request.parameters["id"] ?? "", asked, in: store)
      var finder = TraceFinder(in: store)
      let answer = try finder.answer(subject)
      let kind = subject.kind.rawValue
      let title = kind.prefix(1).uppercased() + kind.dropFirst() + " " + subject.id
      return .page(PageContent(title, in: "Traces", body(of: answer, request)))
    }
  ]

  private static let page = 300

  private static func body(of answer: TraceAnswer, _ request: PageRequest) -> HTML {
    let tree = answer.tree
    guard !tree.isEmpty else { return "<p class=\"notice\">No event tells of it.</p>" }
    let offset = request.number("offset", in: 0...max(0, tree.spans.count - 1), usually: 0)
    let waterfall = Waterfall(of: tree)
    return """
      \(facts(of: answer))
      \(waterfall.html(offset..<min(offset + page, tree.spans.count)))
      \(pages(answer, offset))
      <h2>The critical path</h2>
      \(critical(tree))
      \(loose(tree))
      """
  }

  private static func facts(of answer: TraceAnswer) -> HTML {
    let tree = answer.tree
    let length = tree.start.flatMap { start in tree.end?.since(start)?.seconds }
    let cut: HTML? =
      answer.isCut
      ? "<p class=\"notice\">There are more events than are put together here.</p>" : nil
    return """
      \(cut)<dl><dt>Began</dt><dd>\(Words.moment(tree.start))</dd>
      <dt>Took</dt><dd>\(Words.seconds(length))</dd>
      <dt>Spans</dt><dd>\(Numbers.grouped(tree.spans.count)) of \
      \(Numbers.count(tree.eventCount, "event"))\
      \(tree.failed > 0 ? ", \(tree.failed) failed" : "")\
      \(tree.incomplete > 0 ? ", \(tree.incomplete) without an end" : "")</dd></dl>
      """
  }

  private static func pages(_ answer: TraceAnswer, _ offset: Int) -> HTML? {
    let count = answer.tree.spans.count
    guard count > page else { return nil }
    func address(_ offset: Int) -> Address {
      Address(
        "traces", answer.subject.id,
        query: [.init("kind", answer.subject.kind.rawValue), .init("offset", "\(offset)")])
    }
    let before = offset > 0 ? address(max(0, offset - page)).link("← before") : nil
    let after = offset + page < count ? address(offset + page).link("next →") : nil
    return """
      <p class="pages">\(before)<span>\(offset + 1)–\(min(count, offset + page)) of \(count) \
      spans</span>\(after)</p>
      """
  }

  /// The spans that decided how long it took, those first that took most of it.
  private static func critical(_ tree: SpanTree) -> HTML {
    let spans = tree.spans.filter { $0.isCritical && $0.critical > .zero }
      .sorted { ($1.critical, $0.start) < ($0.critical, $1.start) }
    let whole = tree.roots.reduce(0.0) { $0 + tree.spans[$1].duration.seconds }
    let table = ReportPage.Table(
      of: spans.prefix(15), .text("span") { Words.short($0.title, to: 80) },
      .seconds("of the path") { $0.critical.seconds },
      .bar("") { whole > 0 ? $0.critical.seconds / whole : nil },
      .percent("") { whole > 0 ? $0.critical.seconds / whole : nil },
      .seconds("took") { $0.duration.seconds })
    return .report(Words.page.part(of: table))
  }

  private static func loose(_ tree: SpanTree) -> HTML? {
    if tree.loose.isEmpty { return nil }
    let table = ReportPage.Table(
      of: tree.loose.prefix(100), .time("when") { $0.time }, .text("event") { $0.name },
      .text("outcome") { $0.outcome?.rawValue })
    return "<h2>Events of no span</h2>" + .report(Words.page.part(of: table))
  }
}
