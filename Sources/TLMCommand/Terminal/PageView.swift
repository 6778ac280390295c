import TLM

/// The page of a report as lines of a terminal.
struct PageView {
  private let terminal: Terminal

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
    let wide = shown(table, hasWideBars: true)
    let fits = wide.width <= terminal.width
    return (fits ? wide : shown(table, hasWideBars: false)).lines(for: terminal)
  }

  private func shown(_ table: ReportPage.Table, hasWideBars isWide: Bool) -> Table {
    var shown = Table(columns: table.columns.map(Self.column))
    for row in table.rows {
      switch row {
      case .cells(let cells):
        shown.add(zip(cells, table.columns).map { cell($0, $1, hasWideBars: isWide) })
      case .gap(let text):
        let rest = table.columns.dropFirst().map { _ in Table.Cell(text: "", isEmpty: true) }
        shown.add([gap(text)] + rest)
      }
    }
    return shown
  }

  private static func column(_ heading: ReportPage.Table.Heading) -> Table.Column {
    let title = SafeText.of(heading.title)
    switch heading.kind {
    case .text:
      return Table.Column(title: title, alignment: .left, isSpare: heading.isForWideScreens)
    case .time:
      return Table.Column(title: title, alignment: .whole, isSpare: heading.isForWideScreens)
    case .bar: return Table.Column(title: title, alignment: .whole, isSpare: true)
    case .count, .number, .seconds, .percent:
      return Table.Column(title: title, alignment: .right, isSpare: heading.isForWideScreens)
    }
  }

  private func cell(
    _ content: ReportPage.Text?, _ heading: ReportPage.Table.Heading, hasWideBars isWide: Bool
  ) -> Table.Cell {
    if case .bar(let narrow, let wide) = heading.kind {
      let bar = content.map { plain($0, barWidth: isWide ? wide : narrow) } ?? heading.absence
      return Table.Cell(text: bar, styled: terminal.styled(bar, .cyan))
    }
    guard let content else {
      return Table.Cell(text: SafeText.of(heading.absence), isEmpty: true)
    }
    if heading.hidesZeros, content == .init(.count(0)) {
      return Table.Cell(text: "·", isEmpty: true)
    }
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
    case .seconds(let seconds): return Numbers.duration(seconds)
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
