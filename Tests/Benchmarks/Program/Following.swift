#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif
import Events
import Journal
import Lines
import SystemCalls

/// One process that follows a log and takes the time between an append and its sight of it.
enum Following {
  static func run(_ options: Options) async throws {
    let count = options.number("count")
    let log = try EventLog.open(options.text("store"))
    let parser = LineParser()
    var samples = Samples(capacity: count)
    var seen = 0
    chunks: for try await chunk in log.follow(from: .start) {
      let now = monotonicNow()
      let batch = parser.parse(chunk)
      for index in 0..<batch.count {
        guard let sent = batch.event(at: index).string("sent").flatMap({ Int64($0) }) else {
          continue
        }
        seen += 1
        // The first ones wait for the follower to come up.
        if seen > options.number("skip") { samples.add(now - sent) }
        if seen == count + options.number("skip") { break chunks }
      }
    }
    try samples.save(options.text("samples"))
    print("{\"events\":\(seen)}")
  }
}

/// The other process: one append each `pause_us`, with the time just before it.
enum Ticking {
  static func run(_ options: Options) throws {
    let log = try EventLog.create(options.text("store"))
    for _ in 0..<options.number("count") {
      pause(nanoseconds: 1000 * options.number("pause_us"))
      try log.append(NewEvent("tick", fields: [Member("sent", .string("\(monotonicNow())"))]))
    }
    print("{\"events\":\(options.number("count"))}")
  }
}
