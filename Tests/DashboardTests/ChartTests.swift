import Events
import Testing

@testable import Dashboard

@Suite struct ChartTests {
  @Test(arguments: [0.0, -1, 0.003, 1, 7, 99, 1234, 5e9, .infinity, .nan])
  func `A scale has room for all, and few steps`(_ greatest: Double) {
    let scale = RoundScale(greatest)

    #expect(scale.top > 0 && scale.top.isFinite)
    if greatest.isFinite { #expect(scale.top >= greatest * 0.9999) }
    #expect((2...6).contains(scale.ticks.count))
  }

  @Test func `Tiles cover the whole area and nothing twice`() throws {
    let tiles = (1...20).reversed().map { Treemap.Tile(name: "t\($0)", size: Double($0)) }

    let shapes = Treemap(tiles: tiles).drawing.shapes.text

    let areas = shapes.matches(of: /<rect[^>]* width="([\d.]+)" height="([\d.]+)"/).map {
      (Double($0.output.1) ?? 0) * (Double($0.output.2) ?? 0)
    }
    #expect(areas.count == 20)
    #expect(abs(areas.reduce(0, +) - 520 * 220) < 520)
  }

  @Test func `A picture without anything in it is a picture`() {
    let from = Timestamp(wholeSecond: 0)
    let line = TimeLine(points: [], thresholds: [], from: from, to: from, unit: "%")

    #expect(line.figure("nothing").html.text.contains("<svg"))
    #expect(Treemap(tiles: []).drawing.shapes == .nothing)
    #expect(Columns(styles: [], words: [], columns: []).drawing.height > 0)
    #expect(StackedBars(styles: [], words: [], rows: [], isWhole: true).drawing.height > 0)
  }

  @Test func `Names in pictures are text`() {
    let rows = [StackedBars.Row(name: "<b>", parts: [1], note: "&")]

    let html = StackedBars(styles: ["ink"], words: ["x"], rows: rows, isWhole: false)
      .figure("<i>", of: "a").html.text

    #expect(!html.contains("<b>") && !html.contains("<i>") && html.contains("&lt;b&gt;"))
  }
}
