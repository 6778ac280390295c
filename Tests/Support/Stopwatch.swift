/// What a suite has to say of itself when it is done.
package struct Stopwatch: Sendable {
  private let start = ContinuousClock.now

  package init() {}

  /// Prints a line such as `truncation: 48 123 cuts, … (12.3 s)`.
  package func report(_ text: String) {
    let (seconds, attoseconds) = (ContinuousClock.now - start).components
    print("\(text) (\(seconds).\(attoseconds / 100_000_000_000_000_000) s)")
  }
}
