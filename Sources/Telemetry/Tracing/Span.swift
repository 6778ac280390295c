public import Events
import Synchronization

extension Emitter {
  /// A stretch of work while it goes on: what is to be told of it at its end.
  public final class Span: Sendable {
    /// The trace, and this span of it.
    public let context: TraceContext
    private let fields = Mutex<[Member]>([])

    init(_ context: TraceContext) { self.context = context }

    /// Adds a field to the event at the end; of one name the last counts.
    public func set(_ name: String, _ value: Value) {
      fields.withLock { fields in
        fields.removeAll { $0.name == name }
        fields.append(Member(name, value))
      }
    }

    var told: [Member] { fields.withLock { $0 } }
  }
}

/// How a stretch of work began.
struct Beginning {
  let time: Timestamp
  private let clock: Emitter.Clock
  private let start: Duration

  init(by clock: Emitter.Clock) {
    self.clock = clock
    time = clock.time()
    start = clock.elapsed()
  }

  /// Seconds since then, by a clock that nobody sets.
  var length_s: Double { (clock.elapsed() - start) / .seconds(1) }
}

/// What a thrown error says, as fields.
package enum Thrown {
  package static func fields(_ error: any Error) -> [Member] {
    [
      Member("error_type", .string("\(type(of: error))")),
      Member("error", .string("\(error)")),
    ]
  }
}
