import TLM

/// The page of a report as lines of a terminal.
struct PageView {
  /// Columns from which on a terminal has room for all that a page has.
  private static let wide = 110

  private let terminal: Terminal
  private var isWide: Bool { terminal.width >= Self.wide }

  init(_ terminal: Terminal) { self.terminal = terminal }

  /// The sections, an empty line between two of them.
  func lines(of page: ReportPage) -> [String] {
    var lines: [String] = []
    for (place, section) in page.sections.enumerated() {
      if place > 0 { lines.append("") }
      if let heading = section.heading {
        lines.append(terminal.styled(SafeText.of(heading), .bold))
      }
      for block in section.blocks {
        switch block {
        case .line(let text): lines.append(styled(text))
        case .table(let table): lines += self.lines(of: table)
        }
      }
    }
    return lines
  }

  private func lines(of table: ReportPage.Table) -> [String] {
    let places = table.columns.indices.filter { isWide || !table.columns[$0].isForWideScreens }
    let headings = places.map { table.columns[$0] }
    var shown = Table(
      headings.map { (title: SafeText.of($0.title), $0.kind.isNumeric ? .right : .left) })
    for row in table.rows {
      switch row {
      case .cells(let cells):
        shown.add(zip(places, headings).map { place, heading in cell(cells[place], heading) })
      case .gap(let text):
        let rest = headings.dropFirst().map { cell(.init(.text("")), $0) }
        shown.add([gap(text)] + rest)
      }
    }
    return shown.lines(for: terminal)
  }

  private func cell(_ content: ReportPage.Text?, _ heading: ReportPage.Table.Heading) -> Table.Cell
  {
    if case .bar(let narrow, let wide) = heading.kind {
      let bar = content.map { plain($0, barWidth: isWide ? wide : narrow) } ?? heading.absence
      return Table.Cell(text: bar, styled: terminal.styled(bar, .cyan))
    }
    guard let content else { return Table.Cell(text: SafeText.of(heading.absence)) }
    if heading.hidesZeros, content == .init(.count(0)) { return Table.Cell(text: "·") }
    return Table.Cell(text: plain(content), styled: styled(content))
  }

  private func gap(_ text: ReportPage.Text) -> Table.Cell {
    let plain = plain(text)
    return Table.Cell(text: plain, styled: terminal.styled(plain, .dim))
  }
}

/// Text of a report with the colours of its parts, and without.
extension PageView {
  private func styled(_ text: ReportPage.Text) -> String {
    text.spans.map { span in
      let plain = self.plain(span.value)
      return span.role.map { terminal.styled(plain, Self.style(of: $0)) } ?? plain
    }.joined()
  }

  private func plain(_ text: ReportPage.Text, barWidth: Int = 12) -> String {
    text.spans.map { plain($0.value, barWidth: barWidth) }.joined()
  }

  private func plain(_ value: ReportPage.Text.Value, barWidth: Int = 12) -> String {
    switch value {
    case .text(let text): return SafeText.of(text)
    case .count(let count): return Numbers.grouped(count)
    case .number(let number):
      return Int(exactly: number).map(Numbers.grouped) ?? Numbers.fixed(number, decimals: 3)
    case .decimal(let number, let places): return Numbers.fixed(number, decimals: places)
    case .seconds(let seconds): return Numbers.seconds(seconds)
    case .percent(let share): return Numbers.percent(share)
    case .time(let time): return LocalTime.text(time, for: terminal)
    case .bar(let share): return Bar.text(share, width: barWidth)
    }
  }

  private static func style(of role: ReportPage.Text.Role) -> Terminal.Style {
    switch role {
    case .highlighted, .doubtful: .yellow
    case .strong: .bold
    case .muted: .dim
    case .good: .green
    case .bad: .red
    }
  }
}
