import Events
import Journal
import SystemCalls
import TLM

/// Looks up one trace after the other, all over the log.
enum Traces {
  static func run(_ options: Options) throws {
    let store = try Stored.open(options)
    let ids = try traceIDs(of: store, count: options.number("count", default: 100))
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

  /// Ids of traces at equal distances.
  private static func traceIDs(of store: Store, count: Int) throws -> [String] {
    let bounds = try store.log.bounds()
    let length = bounds.upperBound.rawValue - bounds.lowerBound.rawValue
    var ids: [String] = []
    for number in 0..<count {
      let byte = bounds.lowerBound.rawValue + length / Int64(count) * Int64(number)
      let start = try store.log.lineStart(atOrAfter: byte, in: bounds)
      var scan = Scan()
      try scan.run(over: try store.log.read(from: start)) { event in
        guard let id = event.traceID else { return true }
        ids.append(id)
        return false
      }
    }
    return ids
  }
}
