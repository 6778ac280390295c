import Analysis
import TLM

/// Rows as RFC 4180 has them: cells between commas, lines ended by CR and LF.
enum CSV {
  /// Cells that are written already, as one line with its end.
  static func line(_ cells: [String]) -> [UInt8] {
    Array(cells.joined(separator: ",").utf8) + [0x0D, 0x0A]
  }

  static func cell(_ datum: Datum) -> String {
    switch datum {
    case .text(let label), .json(let label): text(label.text)
    default: datum.words
    }
  }

  /// A text; one that a spreadsheet would compute gets a quote before it, which keeps it a text.
  static func text(_ text: String) -> String {
    let isFormula = text.utf8.first.map { "=+-@\t\r".utf8.contains($0) } ?? false
    let harmless = isFormula ? "'" + text : text
    guard harmless.utf8.contains(where: { ",\"\r\n".utf8.contains($0) }) else { return harmless }
    return "\"" + harmless.replacing("\"", with: "\"\"") + "\""
  }
}
