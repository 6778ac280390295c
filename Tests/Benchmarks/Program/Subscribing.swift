#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif
import Events
import Journal
import SystemCalls
import TLM

/// `subscribe store=… count=… skip=… samples=…`: one process that subscribes to the ticks of
/// another, by name and without a projection, and takes the time between an append and its sight
/// of it. Whatever else is in the log it reads past.
enum Subscribing {
  static func run(_ options: Options) async throws {
    let (count, skipped) = (options.number("count"), options.number("skip"))
    let store = try Stored.open(options)
    var ticks = Filter()
    ticks.names = ["tick"]
    var samples = Samples(capacity: count)
    var seen = 0
    batches: for try await batch in store.follow(matching: ticks) {
      let now = monotonicNow()
      for event in batch.events {
        guard let sent = event.event.string("sent").flatMap({ Int64($0) }) else { continue }
        seen += 1
        // The first ones wait for the follower to come up.
        if seen > skipped { samples.add(now - sent) }
        if seen == count + skipped { break batches }
      }
    }
    try samples.save(options.text("samples"))
    print("{\"events\":\(seen)}")
  }
}

/// `flood store=… rate=… seconds=…`: another process yet, which appends so many events a second, a
/// hundred at a time, as evenly as it can.
enum Flooding {
  private static let batch = 100

  static func run(_ options: Options) throws {
    let log = try EventLog.create(options.text("store"))
    let rate = options.number("rate")
    let wanted = rate * options.number("seconds", default: 10)
    let start = monotonicNow()
    var written = 0
    while written < wanted {
      let due = start + Int64(written) * 1_000_000_000 / Int64(rate)
      let now = monotonicNow()
      if now < due { pause(nanoseconds: Int(due - now)) }
      try log.append((0..<batch).map { Appending.event(written + $0) })
      written += batch
    }
    let elapsed = Double(monotonicNow() - start) / 1e9
    print("{\"events\":\(written),\"rate\":\(Double(written) / elapsed)}")
  }
}
