public import Events
public import Telemetry

/// An emitter whose events stay in memory, for the tests of a program that tells of itself.
///
/// ```swift
/// let recorder = EventRecorder()
/// try Backup(telemetry: recorder.emitter).run()
///
/// #expect(recorder.events.map(\.name) == ["copied"])
/// #expect(recorder.events[0]["files"] == 12)
/// ```
/// Up to the write an event goes the way of any other: it is completed, sampled, redacted and cut by
/// the options. There is no store, and nothing on disk.
public final class EventRecorder: Sendable {
  /// What the program under test is given.
  public let emitter: Emitter
  /// The time of its events, spans and runs; it stands still until a test moves it on.
  public let clock: TestClock
  private let memory = EventMemory()

  /// A recorder without events.
  ///
  /// - Parameters:
  ///   - tool: the name of the program, told with each event.
  ///   - options: how the emitter behaves; its clock is the recorder's. Nothing is read from the
  ///     environment, so that a test is the same everywhere.
  ///   - clock: one that other recorders share.
  public init(
    tool: String? = nil, options: Emitter.Options = Emitter.Options(),
    clock: TestClock = TestClock()
  ) {
    var options = options
    options.clock = clock.emitterClock
    self.clock = clock
    emitter = Emitter(to: MemoryOutput(memory: memory), tool: tool, options: options)
  }

  /// All that was told so far, in order. Where events are left to a thread, it has written them first:
  /// a test has nothing to wait for.
  public var events: [NewEvent] {
    emitter.flush()
    return memory.events
  }

  /// Those of one name.
  public func events(named name: String) -> [NewEvent] { events.filter { $0.name == name } }

  /// The same as they would stand in a log, without their newlines.
  public var lines: [String] {
    events.map { String(decoding: $0.line().dropLast(), as: UTF8.self) }
  }

  /// Forgets what was told so far.
  public func removeAll() {
    emitter.flush()
    memory.removeAll()
  }
}

extension NewEvent {
  /// The value of a field by its name; nil where the event has none of it.
  public subscript(name: String) -> Value? { fields.first { $0.name == name }?.value }
}
