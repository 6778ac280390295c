import Analysis
import TLM

/// Trends as charts of blocks: each with its scale at the left and its first and last period below.
enum TrendPlot {
  /// Lines of a chart, without its heading and the periods below.
  private static let height = 8
  /// Charts that are drawn; groups that rest on less are left out.
  private static let most = 12
  /// Columns of the scale.
  private static let scale = 10

  static func lines(of trends: Trends, for terminal: Terminal) -> [String] {
    guard let last = trends.buckets.last else { return [] }
    var lines: [String] = []
    let room = max(8, min(terminal.width, 100) - scale - 2)
    for series in trends.series.prefix(most) {
      let values = series.values.suffix(room)
      let wide = max(1, min(4, room / max(1, values.count)))
      let title = SafeText.of(
        series.group.map { "\(series.subject.title): \($0.text)" } ?? series.subject.title)
      lines += ["", terminal.styled(TextWidth.shortened(title, to: terminal.width), .bold)]
      lines += chart(of: series, Array(values), wide, for: terminal)
      let per = trends.question.per
      let first = trends.buckets[trends.buckets.count - values.count]
      lines.append(axis(per.shortText(of: first), per.shortText(of: last), values.count * wide))
    }
    let rest = trends.series.count - most
    if rest > 0 { lines += ["", "and \(Numbers.grouped(rest)) more"] }
    return lines
  }

  private static func chart(
    of series: TrendSeries, _ values: [Double?], _ wide: Int, for terminal: Terminal
  ) -> [String] {
    let top = series.top
    return (0..<height).reversed().map { row in
      var cells = ""
      for value in values {
        let share = value.map { top > 0 ? max(0, min(1, $0 / top)) : 0 } ?? 0
        let eighths = Int((share * Double(height * 8)).rounded(.up)) - row * 8
        cells += String(repeating: block(eighths), count: wide)
      }
      while cells.last == " " { cells.removeLast() }
      let label =
        row == height - 1
        ? series.subject.plainText(top) : row == 0 ? series.subject.plainText(0) : ""
      let space = String(repeating: " ", count: max(0, scale - TextWidth.columns(of: label)))
      let line = space + TextWidth.shortened(label, to: scale) + " │"
      return terminal.styled(line, .dim) + terminal.styled(cells, .cyan)
    }
  }

  /// A part of a column: so many eighths of a line, from below.
  private static func block(_ eighths: Int) -> String {
    let parts = [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
    return parts[max(0, min(8, eighths))]
  }

  private static func axis(_ first: String, _ last: String, _ width: Int) -> String {
    let margin = String(repeating: " ", count: scale + 2)
    let gap = width - TextWidth.columns(of: first) - TextWidth.columns(of: last)
    if gap < 1 { return margin + (first == last ? first : "\(first) – \(last)") }
    return margin + first + String(repeating: " ", count: gap) + last
  }
}

extension TrendSubject {
  /// A value of it as a scale shows it.
  fileprivate func plainText(_ value: Double) -> String {
    guard case .metric(let metric) = self else {
      return Numbers.fixed(value, decimals: value == value.rounded() ? 0 : 2)
    }
    return switch metric.unit {
    case .count: Numbers.grouped(Int(exactly: value.rounded()) ?? .max)
    case .ratio: Numbers.percent(value)
    case .seconds: value == 0 ? "0" : Numbers.duration(value)
    case .tokens: UsageTable.tokens(Int64(exactly: value.rounded()) ?? .max)
    case .dollars: "$" + Numbers.fixed(value, decimals: value < 10 ? 4 : 2)
    }
  }
}
