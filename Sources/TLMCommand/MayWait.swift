import ArgumentParser

/// A command that waits for what comes only where it is asked to.
protocol MayWait: AsyncParsableCommand {
  var waits: Bool { get }

  /// Runs it where it does not wait.
  func runAtOnce() throws
}
