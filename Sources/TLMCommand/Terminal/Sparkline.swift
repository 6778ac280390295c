import TLM

/// Numbers of periods as a row of blocks, one a period, the last ones where there are too many.
///
/// `·` is a period without a number, or with 0. Beside a period that tells a part only stands a `*`.
struct Sparkline {
  private let values: ArraySlice<Double?>
  private let top: Double
  private let partial: Set<Int>

  init(_ values: [Double?], top: Double, partial: Set<Int>, cells: Int) {
    self.values = values.suffix(cells)
    self.top = top
    self.partial = partial
  }

  private static let blocks = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

  /// Without colours.
  var plain: String {
    values.indices.map { place in
      partial.contains(place) ? marked(block(values[place]), place) : block(values[place])
    }.joined()
  }

  /// With the periods that tell a part only standing back.
  func text(for terminal: Terminal) -> String {
    values.indices.map { place in
      let block = block(values[place])
      return partial.contains(place)
        ? terminal.styled(marked(block, place), .dim) : terminal.styled(block, .cyan)
    }.joined()
  }

  /// The mark of the first period stands before it, so that cells stand below each other.
  private func marked(_ block: String, _ place: Int) -> String {
    place == 0 && values.count > 1 ? "*" + block : block + "*"
  }

  private func block(_ value: Double?) -> String {
    guard let value, value > 0, top > 0, value.isFinite else { return "·" }
    let level = (value / top * 8).rounded(.up)
    return Self.blocks[Int(max(1, min(8, level))) - 1]
  }
}
