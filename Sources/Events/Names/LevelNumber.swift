/// The levels that pino and bunyan write as numbers.
enum LevelNumber {
  private static let words: [Int64: String] = [
    10: "trace", 20: "debug", 30: "info", 40: "warn", 50: "error", 60: "fatal",
  ]

  /// The word that a number stands for; nil for every other value.
  static func word(of view: borrowing JSONView) -> String? { view.integer.flatMap { words[$0] } }
}
