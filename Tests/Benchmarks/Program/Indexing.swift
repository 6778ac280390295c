import Events
import Journal
import SystemCalls
import Index

/// The index of a log: how long its first build takes, how large it is, and how long lookups take.
enum Indexing {
  /// `log=FILE store=FOLDER`: the lines are appended to a store of their own first.
  static func run(_ options: Options) throws {
    let log = try EventLog.create(options.text("store"))
    if try log.bounds().isEmpty { try fill(log, options.text("log")) }
    let views = try ViewsStore.open(for: log)
    let index = LogIndex.open(for: log, in: views)
    let clock = ContinuousClock()
    let build = try clock.measure { try index.rebuild(timeout: .seconds(10)) }
    let snapshot = try index.snapshot()
    let bytes = try FileStatus.of(log.layout.views + "/data.mdb")?.allocated ?? 0
    let whole = try log.bounds()
    var parts = "{\"events\":\(snapshot.events),\"build_s\":\(build / .seconds(1))"
    parts += ",\"log_bytes\":\(whole.upperBound.rawValue - whole.lowerBound.rawValue)"
    parts += ",\"index_bytes\":\(bytes)"
    if let trace = options["trace"] { parts += try lookUp(trace, index) }
    parts += try skip(index)
    print(parts + "}")
  }

  private static func fill(_ log: EventLog, _ path: String) throws {
    var source = try FileLines(path: path)
    while let chunk = try source.next() { try log.append(lines: Array(copying: chunk.bytes)) }
  }

  /// The median of many looks at one trace, snapshot and all.
  private static func lookUp(_ trace: String, _ index: LogIndex) throws -> String {
    let clock = ContinuousClock()
    var filter = Filter()
    filter.traceIDs = [trace]
    var times: [Duration] = []
    var found = 0
    for _ in 0..<101 {
      times.append(
        try clock.measure {
          found = 0
          let snapshot = try index.snapshot()
          var candidates = try snapshot.candidates(
            for: filter, in: snapshot.first..<snapshot.through, newestFirst: false)
          while try candidates?.next() != nil { found += 1 }
        })
    }
    times.sort()
    return ",\"trace_ms\":\(times[50] / .milliseconds(1)),\"trace_events\":\(found)"
  }

  /// The time to gather the lines of one name, without a fold.
  private static func skip(_ index: LogIndex) throws -> String {
    let clock = ContinuousClock()
    var best = Duration.seconds(1000)
    var bytes = 0
    for _ in 0..<3 {
      let time = try clock.measure {
        bytes = 0
        var lines = try index.snapshot().lines(wanted: .names(["issue_phase"]))
        while let chunk = try lines.next() { bytes += chunk.count }
      }
      best = min(best, time)
    }
    return ",\"gather_s\":\(best / .seconds(1)),\"gathered_bytes\":\(bytes)"
  }
}
