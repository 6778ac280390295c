public import Events

/// What a projection makes of a log, said as given, when, then; and the laws that every fold keeps.
///
/// ```swift
/// @Test func `a tool that starts again is counted again`() throws {
///   try ProjectionSpec(ToolStarts())
///     .given(#"{"event":"tool_started","tool_name":"grep"}"#)
///     .when(#"{"event":"tool_started","tool_name":"grep"}"#)
///     .then(["grep": 2])
///     .checkLaws()
/// }
/// ```
///
/// It folds with the engine that `tlm replay` runs, and belongs to no test library: whatever is
/// not as it should be is thrown as a ``SpecFailure``, which Swift Testing and XCTest print whole.
public struct ProjectionSpec<P: Projection>: Sendable {
  /// The projection with its parameters.
  public let projection: P
  /// The log so far.
  var log = SpecLog()
  /// Whether handlers may throw, as they may in a log.
  var allowsFailures = false

  /// A spec of a projection over an empty log.
  public init(_ projection: P = P()) { self.projection = projection }

  /// Adds lines to the log: what had happened before. A text may hold several lines.
  public func given(_ text: String, _ more: String...) -> Self {
    given(lines: [text] + more)
  }

  /// Adds events to the log, as `tlm` writes them.
  public func given(_ event: NewEvent, _ more: NewEvent...) -> Self {
    given(lines: ([event] + more).map { String(decoding: $0.line(), as: UTF8.self) })
  }

  /// Adds lines to the log, as they stand in a file of JSON lines.
  public func given(lines: [String]) -> Self {
    changed { $0.log.add(lines, begins: false) }
  }

  /// Adds the lines of a file to the log.
  ///
  /// - Throws: `JournalError` where the file cannot be read.
  public func given(file path: String) throws -> Self {
    let lines = try SpecLog.lines(ofFile: path)
    return changed { $0.log.add(lines, begins: false) }
  }

  /// Adds the lines that the spec is about. Said again, these are what it is about.
  public func when(_ text: String, _ more: String...) -> Self {
    changed { $0.log.add([text] + more, begins: true) }
  }

  /// Adds the events that the spec is about. Said again, these are what it is about.
  public func when(_ event: NewEvent, _ more: NewEvent...) -> Self {
    let lines = ([event] + more).map { String(decoding: $0.line(), as: UTF8.self) }
    return changed { $0.log.add(lines, begins: true) }
  }

  /// Lets handlers throw: such an event counts as failed and the fold goes on, as it does in a
  /// log. Without this a handler that throws is a failure of the spec.
  public func allowingFailures() -> Self { changed { $0.allowsFailures = true } }

  private func changed(_ change: (inout Self) -> Void) -> Self {
    var copy = self
    change(&copy)
    return copy
  }
}
