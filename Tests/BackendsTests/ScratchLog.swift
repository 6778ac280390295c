import Events
import Journal
import Lines
import SystemCalls
import Telemetry
import TestSupport
import Testing

/// A store of one test's own, and what is in it.
struct ScratchLog {
  let scratch = Scratch()

  var location: StoreLocation { StoreLocation(path: scratch.store, reason: .option) }

  /// An emitter into it, as it is without any setting.
  func emitter(_ change: (inout Emitter.Options) -> Void = { _ in }) -> Emitter {
    var options = Emitter.Options()
    change(&options)
    return Emitter(into: location, options: options)
  }

  /// Every event, in the order of the log; none where there is no store.
  func events(_ name: String? = nil) throws -> [Value] {
    guard try FileStatus.of(scratch.store) != nil else { return [] }
    let events = try EventLog.open(scratch.store).eventLines()
      .map { try #require(Value(json: $0)) }
    return name.map { name in events.filter { $0["event"]?.text == name } } ?? events
  }
}
