import Events

/// The bytes of a text of at most sixteen, as two numbers: cheap to take from a line, to compare
/// and to find a place by. Texts of a line have no NUL, so what is missing is told from what is there.
struct ShortText: Equatable, Sendable {
  private(set) var low: UInt64 = 0
  private(set) var high: UInt64 = 0

  /// Nil for a text that is longer, or that is spelled with escapes.
  init?(_ view: borrowing JSONView) {
    guard let bytes = view.plainText else { return nil }
    self.init(bytes)
  }

  init?(_ bytes: Span<UInt8>) {
    guard bytes.count <= 16 else { return nil }
    for index in 0..<min(8, bytes.count) { low |= UInt64(bytes[index]) &<< UInt64(8 * index) }
    guard bytes.count > 8 else { return }
    for index in 8..<bytes.count { high |= UInt64(bytes[index]) &<< UInt64(8 * (index - 8)) }
  }

  /// `unknown`, which stands for what an event does not name.
  static let unknown = ShortText("unknown".utf8.span) ?? ShortText()

  private init() {}

  /// Equal for equal texts; the upper bits are well mixed.
  var mixed: UInt64 { (low ^ (high &* 0x9e37_79b9_7f4a_7c15)) &* 0xff51_afd7_ed55_8ccd }
}

/// Up to three short texts, by which a cell is found again.
struct ShortTexts: Equatable, Sendable {
  let first: ShortText
  let second: ShortText
  let third: ShortText

  var mixed: UInt64 {
    let pair = first.mixed ^ (second.mixed >> 7)
    return (pair ^ (third.mixed >> 14)) &* 0x9e37_79b9_7f4a_7c15
  }
}
