/// Sentences on a terminal: they go on in the next line at a word, where a terminal would break them
/// anywhere.
enum Prose {
  /// Labels that stand before a text, with the space behind them, are at most so wide.
  private static let labelLimit = 24
  /// Lines are not made narrower than this, whatever the terminal says.
  private static let leastRoom = 20

  /// The lines of one line of text. A command to be copied stays one line.
  static func lines(of text: String, in room: Int) -> [String] {
    let room = max(room, leastRoom)
    let indent = text.prefix { $0 == " " }.count
    if TextWidth.columns(of: text) <= room || isCommand(text) { return [text] }
    let hang = min(labelWidth(of: text) ?? indent, room / 2)
    var lines: [String] = []
    var line = ""
    for piece in pieces(of: text, in: room - hang) {
      let joined = line.isEmpty && !lines.isEmpty ? piece : line + " " + piece
      let isFirst = line.isEmpty && lines.isEmpty
      if isFirst {
        line = piece
      } else if TextWidth.columns(of: joined) + (lines.isEmpty ? 0 : hang) <= room {
        line = joined
      } else {
        lines.append(withoutDot(line))
        line = piece
      }
    }
    lines.append(line)
    let space = String(repeating: " ", count: hang)
    return lines.enumerated().map { place, line in trimmed(place == 0 ? line : space + line) }
  }

  /// What is kept together: words, or what stands between the dots of a list.
  private static func pieces(of text: String, in room: Int) -> [String] {
    let words = text.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    guard words.contains(where: isDot) else { return words }
    var pieces: [String] = []
    var group: [String] = []
    for word in words {
      group.append(word)
      if isDot(word) {
        pieces += whole(group, in: room)
        group = []
      }
    }
    return pieces + whole(group, in: room)
  }

  private static func whole(_ group: [String], in room: Int) -> [String] {
    let joined = group.joined(separator: " ")
    return TextWidth.columns(of: joined) <= room ? [joined] : group
  }

  private static func isDot(_ word: String) -> Bool {
    word.contains("·") && TextWidth.columns(of: word) == 1
  }

  /// A line that goes on in the next one needs no dot at its end.
  private static func withoutDot(_ line: String) -> String {
    guard let space = line.lastIndex(of: " "), isDot(String(line[line.index(after: space)...]))
    else { return line }
    // Nor the colour that it would have had.
    let rest = line[..<space]
    return String(rest.hasSuffix(Self.dim) ? rest.dropLast(Self.dim.count) : rest)
  }

  private static let dim = "\u{1b}[2m"

  private static func isCommand(_ text: String) -> Bool {
    text.replacing(/\u{1b}\[[0-9;]*m/, with: "").drop { $0 == " " }.hasPrefix("tlm ")
  }

  /// Columns of a label and the space behind it, as in `store     /home/…`; nil without one.
  private static func labelWidth(of text: String) -> Int? {
    var (width, spaces) = (0, 0)
    var isInEscape = false
    for scalar in text.unicodeScalars {
      if isInEscape || scalar == "\u{1b}" {
        isInEscape = scalar != "m"
        continue
      }
      if scalar != " " {
        if spaces > 1 && width > spaces { return width <= labelLimit ? width : nil }
        spaces = 0
      } else {
        spaces += 1
      }
      width += 1
    }
    return nil
  }

  private static func trimmed(_ line: String) -> String {
    var line = line
    while line.last == " " { line.removeLast() }
    return line
  }
}
