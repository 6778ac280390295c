/// How long to wait before the engine is looked for again.
enum Patience {
  static let first = Duration.milliseconds(250)

  /// Longer each time, up to ten seconds, and never at the same moment as others.
  static func next(_ pause: Duration) -> Duration {
    min(pause * 2, .seconds(10)) * Double.random(in: 0.8...1)
  }
}
