import SystemCalls
import TLM

/// What stands at the other end of a stream: a person at a terminal, or a program.
struct Terminal: Sendable {
  let isTerminal: Bool
  /// Columns; wide enough for everything where a program reads.
  let width: Int
  let hasColor: Bool

  static let output = Terminal(.output)
  static let error = Terminal(.error)

  init(_ stream: StandardStream) {
    isTerminal = stream.isTerminal
    let variable = StoreLocation.variable
    let isForced = variable("CLICOLOR_FORCE").map { !$0.isEmpty && $0 != "0" } ?? false
    let isRefused = variable("NO_COLOR").map { !$0.isEmpty } ?? false || variable("TERM") == "dumb"
    hasColor = !isRefused && (isTerminal || isForced)
    // A program gets all there is, unless it is to be shown what a terminal would.
    let hasColumns = isTerminal || isForced
    if hasColumns, let columns = variable("COLUMNS").flatMap({ Int($0) }), columns > 0 {
      width = columns
    } else {
      width = stream.columns ?? (isTerminal ? 80 : .max)
    }
  }

  /// Text in a colour or weight, where there is colour.
  func styled(_ text: String, _ style: Style) -> String {
    hasColor ? "\u{1b}[\(style.rawValue)m\(text)\u{1b}[0m" : text
  }

  enum Style: String {
    case bold = "1"
    case dim = "2"
    case red = "31"
    case green = "32"
    case yellow = "33"
    case cyan = "36"
  }
}
