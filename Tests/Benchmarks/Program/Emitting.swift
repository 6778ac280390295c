import Events
import Journal
import SystemCalls
import Telemetry

/// Threads, one unless told, that tell `count` events each by one emitter: `delivery` is immediate,
/// buffered or off.
///
/// Switched off, an event takes less than a clock does, so that a thousand are timed together.
enum EmittingByEmitter {
  static func run(_ options: Options) throws {
    var emitterOptions = Emitter.Options()
    let delivery = options.text("delivery")
    emitterOptions.isEnabled = delivery != "off"
    if delivery == "buffered" { emitterOptions.delivery = .buffered(capacity: 1 << 20) }
    let emitter = Emitter(
      into: StoreLocation(path: options.text("store"), reason: .option), tool: "ll-auto",
      options: emitterOptions)
    let (count, threads) = (options.number("count"), options.number("threads", default: 1))
    for number in 0..<20 { tell(emitter, number) }
    let all = Guarded(Samples(capacity: count * threads))
    let start = monotonicNow()
    onThreads(threads) {
      let samples = timed(emitter, count)
      all.withLock { $0.add(samples) }
    }
    precondition(emitter.flush(timeout: .seconds(60)) && emitter.dropped.isEmpty)
    let end = monotonicNow()
    try all.withLock { try $0.save(options.text("samples")) }
    print("{\"start\":\(start),\"end\":\(end),\"events\":\(count * threads)}")
  }

  private static func timed(_ emitter: Emitter, _ count: Int) -> Samples {
    let together = emitter.isEnabled ? 1 : 1000
    var samples = Samples(capacity: count)
    for number in 0..<count {
      let before = monotonicNow()
      for _ in 0..<together { tell(emitter, number) }
      samples.add((monotonicNow() - before) / Int64(together))
    }
    return samples
  }

  @inline(never)
  private static func tell(_ emitter: Emitter, _ number: Int) {
    emitter.emit(
      "issue_phase",
      [
        "issue_id": "BUG-00042", "phase": "implement", "duration_s": 67.2, "result": "pass",
        "attempt": .integer(Int64(number)),
      ])
  }
}
