public import Events

/// The mode and why, how long each mode was, and the last changes.
extension ModeState: Tabular {
  /// Changes that are shown.
  private static let shown = 10

  public func page(of state: State) -> ReportPage {
    let course = state.course
    var page = ReportPage()
    page.add(.line(Self.explanation(of: course)))
    let edges = course.edges.sorted { ($0.key.from, $0.key.to) < ($1.key.from, $1.key.to) }
    if !edges.isEmpty {
      page.add(
        .table(
          ReportPage.Table(
            of: edges,
            .text("from") { $0.key.from.text }, .text("to") { $0.key.to.text },
            .count("times") { $0.value })))
    }
    let stays = course.time.sorted { $0.key < $1.key }
    if !stays.isEmpty {
      page.add(
        .table(
          ReportPage.Table(
            of: stays,
            .text("mode") { $0.key.text }, .seconds("whole stays") { Double($0.value) / 1e9 })))
    }
    if !course.history.isEmpty { page.add(.table(Self.table(of: course.history))) }
    let returns = course.returns.sorted { $0.key < $1.key }.map { day, count in
      "\(Self.date(of: day)): \(count)"
    }
    if !returns.isEmpty {
      page.add(.line("back within ten minutes: \(returns.joined(separator: ", "))"))
    }
    return page
  }

  /// Why the mode is what it is, its time in the zone of whoever reads it.
  private static func explanation(of course: ModeRecord) -> ReportPage.Text {
    let text = course.explanation
    guard let time = course.last?.time, let place = text.firstRange(of: time.description) else {
      return "\(text)"
    }
    return "\(String(text[..<place.lowerBound]))\(.time(time))\(String(text[place.upperBound...]))"
  }

  private static func table(of changes: [ModeRecord.Transition]) -> ReportPage.Table {
    ReportPage.Table(
      of: changes.suffix(shown),
      .time("when") { $0.time }, .text("from") { $0.from?.text ?? "" }, .text("to") { $0.to.text },
      .text("rule") { ($0.rule ?? $0.reason)?.text })
  }
}
