import Documents
package import Journal
import SystemCalls

extension ServeNote {
  /// How long it may take to end.
  private static let timeout = Duration.seconds(20)
  private static let pause = Duration.milliseconds(20)

  /// Asks the server to end, and waits until it has.
  ///
  /// - Throws: `ServeError` where it may not be asked, or does not end.
  package func end(_ layout: StoreLayout) async throws {
    guard OwnProcess.askToEnd(pid) else {
      throw ServeError(
        .none, "process \(pid), which serves this store, cannot be asked to end by this user")
    }
    let deadline = ContinuousClock.now + Self.timeout
    while ServeLock.isHeld(layout) {
      guard ContinuousClock.now < deadline else {
        throw ServeError(
          .none, "process \(pid) was asked to end and has not; look at what it does, or kill it")
      }
      try await Task.sleep(for: Self.pause)
    }
  }
}
