public import Events

/// What one projection came to: its state, and how far the log was folded.
public struct Folded<P: Projection>: Sendable {
  /// With the parameters that it was folded with.
  public let projection: P
  /// What the events that were folded made of the initial state.
  public let state: P.State
  /// How far the fold has come, and what it met.
  public let progress: Fold.Progress
  /// Why states could not be kept, in sentences; the answer is right all the same.
  public let warnings: [String]

  package init(projection: P, state: P.State, progress: Fold.Progress, warnings: [String]) {
    self.projection = projection
    self.state = state
    self.progress = progress
    self.warnings = warnings
  }

  /// The end of the last whole line that was read, or the start of the log.
  public var through: Position { progress.through ?? .start }
}
