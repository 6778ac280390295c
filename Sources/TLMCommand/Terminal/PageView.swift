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
    let wide = shown(table, .wide)
    if wide.width <= terminal.width { return wide.lines(for: terminal) }
    let narrow = shown(table, .narrow(more: 0))
    // Small pictures have as many periods as there is room for.
    let rest = terminal.width - narrow.width
    return (rest > 0 ? shown(table, .narrow(more: rest)) : narrow).lines(for: terminal)
  }

  /// How much room bars and small pictures take.
  private enum Room {
    case wide
    /// Little, but for so many more periods of a picture.
    case narrow(more: Int)

    func width(narrow: Int, wide: Int) -> Int {
      if case .wide = self { wide } else { narrow }
    }

    func cells(narrow: Int, wide: Int) -> Int {
      if case .narrow(let more) = self { min(wide, narrow + more) } else { wide }
    }
  }

  private func shown(_ table: ReportPage.Table, _ room: Room) -> Table {
    var shown = Table(columns: table.columns.map(Self.column))
    for row in table.rows {
      switch row {
      case .cells(let cells):
        shown.add(zip(cells, table.columns).map { cell($0, $1, room) })
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
    case .sparkline: return Table.Column(title: title, alignment: .whole)
    case .count, .number, .seconds, .percent:
      return Table.Column(title: title, alignment: .right, isSpare: heading.isForWideScreens)
    }
  }

  private func cell(
    _ content: ReportPage.Text?, _ heading: ReportPage.Table.Heading, _ room: Room
  ) -> Table.Cell {
    if case .bar(let narrow, let wide) = heading.kind {
      let bar =
        content.map { plain($0, barWidth: room.width(narrow: narrow, wide: wide)) }
        ?? heading.absence
      return Table.Cell(text: bar, styled: terminal.styled(bar, .cyan))
    }
    guard let content else {
      return Table.Cell(text: SafeText.of(heading.absence), isEmpty: true)
    }
    if case .sparkline(let narrow, let wide) = heading.kind {
      let cells = room.cells(narrow: narrow, wide: wide)
      return Table.Cell(
        text: plain(content, barWidth: cells), styled: styled(content, cells: cells))
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
  private func styled(_ text: ReportPage.Text, cells: Int = 48) -> String {
    text.spans.map { span in
      if case .sparkline(let values, let top, let partial) = span.value {
        return Sparkline(values, top: top, partial: partial, cells: cells).text(for: terminal)
      }
      let plain = self.plain(span.value)
      return span.role.map { terminal.styled(plain, Self.style(of: $0)) } ?? plain
    }.joined()
  }

  private func plain(_ text: ReportPage.Text, barWidth: Int = 12) -> String {
    text.spans.map { plain($0.value, barWidth: barWidth) }.joined()
  }

  func plain(_ value: ReportPage.Text.Value, barWidth: Int = 12) -> String {
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
    case .sparkline(let values, let top, let partial):
      return Sparkline(values, top: top, partial: partial, cells: barWidth).plain
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
