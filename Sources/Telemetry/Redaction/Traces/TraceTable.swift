import SystemCalls

/// Traces that are looked for in one pass.
struct TraceTable: Sendable {
  private var search = TripleSearch()
  /// By their buckets.
  private let traces: [Trace]
  /// Where the traces of each bucket begin, and those of the last one end.
  private let starts: [Int]

  init(_ traces: [Trace]) {
    var starts = [Int](repeating: 0, count: Self.buckets + 1)
    for trace in traces {
      search.add(trace.number)
      starts[Self.bucket(of: trace.number) + 1] += 1
    }
    for bucket in 1...Self.buckets { starts[bucket] += starts[bucket - 1] }
    self.traces = traces.sorted { Self.bucket(of: $0.number) < Self.bucket(of: $1.number) }
    self.starts = starts
  }

  /// Has the search stop at three bytes with which no trace is found.
  mutating func add(_ first: UInt8, _ second: UInt8, _ third: UInt8) {
    search.add(TripleSearch.number(first, second, third))
  }

  /// The first place at or after `start` where one may stand.
  func first(in line: Span<UInt8>, from start: Int) -> Int? { search.first(in: line, from: start) }

  /// Whether there is one at a place that `first` gave.
  func hasTrace(at place: Int, in line: Span<UInt8>) -> Bool {
    let number = TripleSearch.number(line[place], line[place + 1], line[place + 2])
    let bucket = Self.bucket(of: number)
    for index in starts[bucket]..<starts[bucket + 1] where traces[index].number == number {
      if traces[index].isIn(line, at: place) { return true }
    }
    return false
  }

  /// Whether there is any.
  func hasTrace(in line: Span<UInt8>) -> Bool {
    var place = 0
    while let hit = first(in: line, from: place) {
      if hasTrace(at: hit, in: line) { return true }
      place = hit + 1
    }
    return false
  }

  private static let buckets = 512

  private static func bucket(of number: UInt32) -> Int { Int(TripleSearch.hash(number) >> 7) }
}
