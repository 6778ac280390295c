import Events
import Testing

@Suite struct ReportTableTests {
  private let calls = [(tool: "grep", count: 0, mean: 1.5), (tool: "ls", count: 2, mean: nil)]

  @Test func `a row has a cell for each column, of the column's kind`() {
    let table = ReportPage.Table(
      of: calls,
      .text("tool") {
        $0.tool
      } role: {
        $0.count > 1 ? .highlighted : nil
      },
      .count("calls") { $0.count }.hidingZeros, .seconds("mean") { $0.mean }.forWideScreens)

    #expect(table.columns.map(\.title) == ["tool", "calls", "mean"])
    #expect(table.columns.map(\.kind) == [.text, .count, .seconds])
    #expect(table.columns.map(\.isForWideScreens) == [false, false, true])
    #expect(table.columns.map(\.hidesZeros) == [false, true, false])
    #expect(
      table.rows == [
        .cells(["grep", .init(.count(0)), .init(.seconds(1.5))]),
        .cells([.init(.text("ls"), .highlighted), .init(.count(2)), nil]),
      ])
  }

  @Test func `a bar says nothing where it has none, other columns a dash`() {
    let table = ReportPage.Table(
      of: calls, .bar("") { $0.mean }, .percent("") { $0.mean },
      .percent("") { $0.mean }.absent("?"))

    #expect(table.columns.map(\.absence) == ["", "-", "?"])
  }

  @Test func `gaps stand between rows`() {
    let table = ReportPage.Table(
      entries: [.element(1), .gap("… \(.count(7)) more"), .element(9)], [.count("n") { $0 }])

    #expect(
      table.rows == [
        .cells([.init(.count(1))]), .gap("… \(.count(7)) more"), .cells([.init(.count(9))]),
      ])
  }

  @Test func `a text is words with values between them`() {
    let text: ReportPage.Text = "\(.count(3)) of \("4", .bad)"

    #expect(text.spans == [.init(.count(3)), .init(.text(" of ")), .init(.text("4"), .bad)])
    let list = ReportPage.Text.list(["a", text])
    #expect(
      list.spans == [.init(.text("a")), .init(.text(" · "), .muted)] + text.spans)
  }
}
