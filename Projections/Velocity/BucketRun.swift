/// What one row of a table of buckets shows.
enum BucketRun: Equatable {
  /// The bucket of a number.
  case bucket(Int)
  /// So many empty buckets in a row.
  case empty(Int)

  /// Buckets in which something happened, or that are partial, one by one; between them at most
  /// `emptyRows` empty ones in a row, and more as one run, with those that the list left out.
  static func runs(
    of list: BucketList, emptyRows: Int, isEmpty: (Int) -> Bool
  ) -> [BucketRun] {
    var runs: [BucketRun] = []
    var empty: [Int] = []
    var leftOut = list.leftOut[...]
    func flush(_ more: Int = 0) {
      if empty.count + more > emptyRows {
        runs.append(.empty(empty.count + more))
      } else {
        runs += empty.map(BucketRun.bucket)
      }
      empty = []
    }
    for bucket in list.listed {
      if isEmpty(bucket) {
        empty.append(bucket)
        continue
      }
      var gone = 0
      while let next = leftOut.first, next.lowerBound < bucket {
        gone += next.count
        leftOut.removeFirst()
      }
      flush(gone)
      runs.append(.bucket(bucket))
    }
    flush()
    return runs
  }
}
