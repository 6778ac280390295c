public import Events
public import Journal

/// What a program tells of itself by. It never throws, traps or waits beyond its bound, whatever
/// becomes of the store: what it had to drop it counts, and tells as an event once it can.
///
/// ```swift
/// let telemetry = Emitter(tool: "backup")
/// telemetry.emit("copied", ["files": 12, "duration_s": 0.8])
/// ```
/// One serves all threads and tasks of a program, and the children that it forks.
public final class Emitter: Sendable {
  /// Whether it does anything.
  public let isEnabled: Bool
  /// How it behaves.
  public let options: Options
  let core: EmitterCore

  /// An emitter into a store, which is opened with the first event and made where it is missing.
  ///
  /// - Parameters:
  ///   - location: the store; without one, as `StoreLocation.resolve` finds it.
  ///   - tool: the name of the program, told with each event.
  ///   - options: how it behaves.
  public convenience init(
    into location: StoreLocation? = nil, tool: String? = nil, options: Options = .environment
  ) {
    self.init(
      to: StoreOutput(location ?? .resolve(option: nil), options.durability), tool: tool,
      options: options)
  }

  /// An emitter whose events end elsewhere.
  package init(to output: any EventOutput, tool: String? = nil, options: Options) {
    var options = options
    if let tool { options.fields.append(Member("tool", .string(tool))) }
    self.options = options
    isEnabled = options.isEnabled
    core = EmitterCore(output, options)
  }

  /// Tells that something happened, now.
  ///
  /// - Parameters:
  ///   - name: what, as `issue_phase`.
  ///   - fields: everything else. A field `trace_id` or `run_id` overrules what the task says.
  ///   - level: how serious it is; told as `level`.
  @inlinable
  public func emit(
    _ name: String, _ fields: @autoclosure () -> [Member] = [], level: EventLevel? = nil
  ) {
    if isEnabled { send(name, fields(), level) }
  }

  /// Tells that something happened, with fields written as a dictionary.
  @inlinable
  public func emit(
    _ name: String, _ fields: @autoclosure () -> KeyValuePairs<String, Value>,
    level: EventLevel? = nil
  ) {
    if isEnabled { send(name, fields().map { Member($0.key, $0.value) }, level) }
  }

  /// Waits until what was told before is in the log, where events are written later.
  ///
  /// - Parameter timeout: how long at most.
  /// - Returns: whether nothing waits any more.
  @discardableResult
  public func flush(timeout: Duration = .seconds(5)) -> Bool { core.flush(timeout: timeout) }

  /// Events that were dropped so far, by why.
  public var dropped: [Drop: Int] { core.dropped }

  /// How often each rule of redaction has hidden something.
  public var redactions: RedactionReport { core.redactions }

  @usableFromInline
  func send(_ name: String, _ fields: [Member], _ level: EventLevel?) {
    if let level, level < options.level { return }
    core.take(name, fields, level, in: .holding)
  }
}
