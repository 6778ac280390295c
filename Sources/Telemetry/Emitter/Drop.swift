/// Why an emitter dropped an event.
public enum Drop: String, Sendable, CaseIterable {
  /// There was no room among those that wait.
  case overflow
  /// The disk is full, or may not be written any more.
  case full
  /// The store may not be written.
  case readOnly = "read-only"
  /// Whatever else kept it from being written.
  case failed
}
