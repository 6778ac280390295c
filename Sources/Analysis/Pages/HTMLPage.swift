package import TLM

/// Pages of reports as HTML, in pieces that any document can be put together of: sections, tables, and
/// small pictures in SVG that need no script.
package struct HTMLPage: Sendable {
  /// How a value is written: numbers with their units, times in somebody's zone.
  private let words: @Sendable (ReportPage.Text.Value) -> String

  /// - Parameter words: how a value is written; what comes of it is escaped here.
  package init(words: @escaping @Sendable (ReportPage.Text.Value) -> String) {
    self.words = words
  }

  /// HTML that was made of a page, and of nothing else: all text in it is escaped.
  package struct Part: Sendable {
    package let text: String

    fileprivate init(_ text: String) { self.text = text }
  }

  /// The sections of a page, for a document that has its own headings.
  package func sections(of page: ReportPage) -> Part {
    Part(page.sections.map(section).joined(separator: "\n"))
  }

  /// A table by itself.
  package func part(of table: ReportPage.Table) -> Part { Part(self.table(table)) }

  /// A text by itself.
  package func part(of text: ReportPage.Text) -> Part { Part(inline(text)) }

  /// The sections of a page, each an element of its own.
  ///
  /// - Parameter title: what all of it is about; it stands above the first section.
  package func part(of page: ReportPage, title: String) -> String {
    let sections = page.sections.map(section).joined(separator: "\n")
    return "<section class=\"part\">\n<h2>\(HTMLText.escaped(title))</h2>\n\(sections)\n</section>"
  }

  private func section(_ section: ReportPage.Section) -> String {
    let heading = section.heading.map { "<h3>\(HTMLText.escaped($0))</h3>\n" } ?? ""
    return "<section>\n" + heading + section.blocks.map(block).joined(separator: "\n")
      + "\n</section>"
  }

  private func block(_ block: ReportPage.Block) -> String {
    switch block {
    case .line(let text): "<p>\(inline(text))</p>"
    case .table(let table): self.table(table)
    }
  }

  /// A text as HTML.
  package func inline(_ text: ReportPage.Text) -> String {
    text.spans.map { span in
      let shown = shown(span.value)
      return span.role.map { "<span class=\"\(Self.name(of: $0))\">\(shown)</span>" } ?? shown
    }.joined()
  }

  private func shown(_ value: ReportPage.Text.Value) -> String {
    switch value {
    case .bar(let share): SVGPicture.bar(share)
    case .sparkline(let values, let top, let partial):
      SVGPicture.sparkline(values, top: top, partial: partial)
    case .text, .time: HTMLText.escaped(words(value))
    // A number and its unit stay in one line.
    default: HTMLText.escaped(words(value)).replacing(" ", with: "\u{a0}")
    }
  }

  private static func name(of role: ReportPage.Text.Role) -> String {
    switch role {
    case .highlighted: "highlighted"
    case .strong: "strong"
    case .muted: "muted"
    case .good: "good"
    case .bad: "bad"
    case .doubtful: "doubtful"
    }
  }
}

extension HTMLPage {
  private func table(_ table: ReportPage.Table) -> String {
    let columns = table.columns
    let titles = columns.map { heading in
      "<th scope=\"col\"\(Self.kind(heading))>\(HTMLText.escaped(heading.title))</th>"
    }
    let rows = table.rows.map { row in
      switch row {
      case .cells(let cells):
        "<tr>" + zip(cells, columns).map(cell).joined() + "</tr>"
      case .gap(let text):
        "<tr><td class=\"muted\" colspan=\"\(columns.count)\">\(inline(text))</td></tr>"
      }
    }
    return """
      <div class="table"><table>
      <thead><tr>\(titles.joined())</tr></thead>
      <tbody>
      \(rows.joined(separator: "\n"))
      </tbody></table></div>
      """
  }

  private func cell(
    _ content: ReportPage.Text?, _ heading: ReportPage.Table.Heading
  ) -> String {
    let isNothing = content == nil || heading.hidesZeros && content == .init(.count(0))
    let shown =
      isNothing
      ? HTMLText.escaped(content == nil ? heading.absence : "·") : content.map(inline) ?? ""
    return "<td\(Self.kind(heading))\(isNothing ? " data-nothing" : "")>\(shown)</td>"
  }

  private static func kind(_ heading: ReportPage.Table.Heading) -> String {
    heading.kind.isNumeric ? " class=\"number\"" : ""
  }
}
