import Analysis
import TLM

/// A picture with its name, what its colours mean, and the same as a table for whoever sees no picture.
struct Figure {
  let name: String
  /// What the colours stand for: a class of the style and a word.
  var legend: [(style: String, word: String)] = []
  /// What is drawn.
  let drawing: Drawing
  /// Units from the left to the right of every drawing.
  static let width = 520.0
  /// The numbers.
  let table: ReportPage.Table

  /// Shapes in a room of so many units.
  struct Drawing {
    let height: Int
    let shapes: HTML
  }

  var html: HTML {
    """
    <figure><figcaption>\(name)</figcaption>
    \(legendList)
    <svg class="chart" viewBox="0 0 \(Int(Self.width)) \(drawing.height)" role="img" \
    aria-label="\(name)">\(drawing.shapes)</svg>
    <details><summary>as a table</summary>\(HTML.report(Words.page.part(of: table)))</details>
    </figure>
    """
  }

  private var legendList: HTML? {
    if legend.isEmpty { return nil }
    let entries = legend.map { style, word -> HTML in
      """
      <li><svg viewBox="0 0 10 10" aria-hidden="true"><rect class="\(style)" width="10" \
      height="10"/></svg>\(word)</li>
      """
    }
    return "<ul class=\"legend\">\(entries)</ul>"
  }
}

/// Shapes of charts.
enum Shape {
  static func rect(
    _ style: String, x: Double, y: Double, width: Double, height: Double, about: String? = nil
  ) -> HTML {
    let title = about.map { "<title>\($0)</title>" as HTML }
    return """
      <rect class="\(style)" x="\(.tenths(x))" y="\(.tenths(y))" width="\(.tenths(max(0, width)))" \
      height="\(.tenths(max(0, height)))">\(title)</rect>
      """
  }

  /// Where a text stands to its point.
  enum Anchor: String { case start, middle, end }

  static func text(
    _ text: String, x: Double, y: Double, _ anchor: Anchor = .start, style: String = ""
  ) -> HTML {
    """
    <text class="\(style)" x="\(.tenths(x))" y="\(.tenths(y))" \
    text-anchor="\(anchor.rawValue)">\(text)</text>
    """
  }

  static func line(
    _ style: String, from: (x: Double, y: Double), to: (x: Double, y: Double)
  ) -> HTML {
    """
    <line class="\(style)" x1="\(.tenths(from.x))" y1="\(.tenths(from.y))" x2="\(.tenths(to.x))" \
    y2="\(.tenths(to.y))"/>
    """
  }
}

/// A scale from 0 to a round number.
struct RoundScale {
  let top: Double
  let ticks: [Double]

  /// - Parameter greatest: what must have room.
  init(_ greatest: Double) {
    guard greatest.isFinite, greatest > 0, greatest < 1e15 else {
      (top, ticks) = (1, [0, 1])
      return
    }
    var step = 1e-9
    while step * 10 < greatest { step *= 10 }
    let unit = [1.0, 2, 2.5, 5, 10].first { $0 * step * 4 >= greatest } ?? 10
    let width = unit * step
    let count = max(1, Int((greatest / width).rounded(.up)))
    top = width * Double(count)
    ticks = (0...count).map { Double($0) * width }
  }
}
