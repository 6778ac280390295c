import TLM

/// What one row of a table of buckets shows.
enum BucketRun {
  case bucket(Value)
  /// So many empty buckets in a row.
  case empty(Int)

  /// Buckets in which something happened, or that are partial, one by one; between them at most
  /// `emptyRows` empty ones in a row, and more as one run, with those that the report left out.
  static func runs(of buckets: [Value], leftOut: [Value], emptyRows: Int) -> [BucketRun] {
    var runs: [BucketRun] = []
    var empty: [Value] = []
    var leftOut = leftOut[...]
    func flush(_ more: Int = 0) {
      if empty.count + more > emptyRows {
        runs.append(.empty(empty.count + more))
      } else {
        runs += empty.map(BucketRun.bucket)
      }
      empty = []
    }
    for bucket in buckets {
      if isEmpty(bucket) {
        empty.append(bucket)
        continue
      }
      var gone = 0
      // Times are of one form, so their texts sort as they do.
      while let next = leftOut.first, next["from"]?.text ?? "" < bucket["start"]?.text ?? "" {
        gone += next["buckets"]?.count ?? 0
        leftOut.removeFirst()
      }
      flush(gone)
      runs.append(.bucket(bucket))
    }
    flush()
    return runs
  }

  private static func isEmpty(_ bucket: Value) -> Bool {
    ["started", "completed"].allSatisfy { bucket[$0]?.count == 0 } && bucket["partial"] != true
  }
}
