public import Events
import Synchronization
public import Telemetry

/// A clock that stands still until a test moves it on.
///
/// ```swift
/// recorder.emitter.span("load") { _ in recorder.clock.advance(by: .milliseconds(250)) }
/// #expect(recorder.events[0]["duration_s"] == 0.25)
/// ```
public final class TestClock: Sendable {
  private struct State {
    var time: Timestamp
    var elapsed = Duration.zero
  }

  private let state: Mutex<State>

  /// Where a clock stands for which nothing is said: 2026-01-01T00:00:00Z.
  public static let usualStart = Timestamp(rawValue: 1_767_225_600_000_000_000)

  /// A clock that stands at an instant.
  public init(at time: Timestamp = TestClock.usualStart) { state = Mutex(State(time: time)) }

  /// Where it stands.
  public var time: Timestamp { state.withLock { $0.time } }

  /// Lets time go by; it never goes back.
  public func advance(by duration: Duration) {
    precondition(duration >= .zero, "time does not go back: set the wall clock instead")
    let (seconds, attoseconds) = duration.components
    state.withLock { state in
      let later = state.time.advanced(bySeconds: seconds).rawValue
      let (sum, overflow) = later.addingReportingOverflow(attoseconds / 1_000_000_000)
      state.time = Timestamp(rawValue: overflow ? .max : sum)
      state.elapsed += duration
    }
  }

  /// Sets the wall clock, on or back, as a machine's may be while a program runs. Lengths do not
  /// notice.
  public func set(to time: Timestamp) { state.withLock { $0.time = time } }

  /// For `Emitter.Options`; a recorder has it there.
  public var emitterClock: Emitter.Clock {
    Emitter.Clock(time: { self.time }, elapsed: { self.state.withLock { $0.elapsed } })
  }
}
