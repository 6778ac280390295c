import Analysis
import Events
import Journal
import SystemCalls
import TLM

/// Looks up one trace after the other, all over the log.
enum Traces {
  static func run(_ options: Options) throws {
    let store = try Stored.open(options)
    let ids = try ids(of: .trace, in: store, count: options.number("count", default: 100))
    var samples = Samples(capacity: ids.count)
    var matched = 0
    for id in ids {
      var query = Query()
      query.filter.traceIDs = [id]
      let before = monotonicNow()
      matched += try store.query(query) { _ in true }.matched
      samples.add(monotonicNow() - before)
    }
    try samples.save(options.text("samples"))
    print("{\"traces\":\(ids.count),\"matched\":\(matched)}")
  }

  /// Puts trees together of one issue, or trace, after the other, all over the log.
  static func runTrees(_ options: Options) throws {
    let store = try Stored.open(options)
    let isIssue = options.text("kind") == "issue"
    let key: CorrelationKey = isIssue ? .issue : .trace
    let ids = try ids(of: key, in: store, count: options.number("count", default: 100))
    var samples = Samples(capacity: ids.count)
    var (spans, bytes) = (0, Int64(0))
    for id in ids {
      let before = monotonicNow()
      var finder = TraceFinder(in: store)
      let answer = try finder.answer(TraceSubject(isIssue ? .issue : .trace, id))
      samples.add(monotonicNow() - before)
      spans += answer.tree.spans.count
      bytes += answer.bytes
    }
    try samples.save(options.text("samples"))
    print("{\"subjects\":\(ids.count),\"spans\":\(spans),\"bytes\":\(bytes)}")
  }

  /// Values of a key at equal distances.
  private static func ids(
    of key: CorrelationKey, in store: Store, count: Int
  ) throws -> [String] {
    let bounds = try store.log.bounds()
    let length = bounds.upperBound.rawValue - bounds.lowerBound.rawValue
    var ids: [String] = []
    for number in 0..<count {
      let byte = bounds.lowerBound.rawValue + length / Int64(count) * Int64(number)
      let start = try store.log.lineStart(atOrAfter: byte, in: bounds)
      var scan = Scan()
      try scan.run(over: try store.log.read(from: start)) { event in
        guard let id = event.text(key) else { return true }
        ids.append(id)
        return false
      }
    }
    return ids
  }
}
