import Events

/// Up to three short texts, by which a cell is found again.
struct ShortTexts: Equatable, Sendable {
  var first: ShortText
  var second: ShortText = .absent
  var third: ShortText = .absent

  /// Whether they stand for whole texts, so that nothing else is told by the same ones.
  var areWhole: Bool { first.isWhole && second.isWhole && third.isWhole }

  /// Equal for equal texts; its upper bits are well mixed.
  var mixed: UInt64 {
    let pair = first.mixed ^ (second.mixed >> 7)
    return (pair ^ (third.mixed >> 14)) &* 0x9e37_79b9_7f4a_7c15
  }
}
