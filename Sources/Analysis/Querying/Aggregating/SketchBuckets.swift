/// Counts of buckets that have ascending numbers, in pages of those of one power of two: the values of a
/// field need few pages, and in these every bucket is found without a search.
struct SketchBuckets: Sendable {
  /// The number of the first page.
  private var first = 0
  /// The pages one after the other; one without counts is empty.
  private var pages: [[Int]] = []

  private static let bits = 7
  private static let pageSize = 1 << bits

  mutating func add(_ count: Int, to bucket: Int) {
    let page = bucket >> Self.bits
    if page < first || page - first >= pages.count || pages[page - first].isEmpty { make(page) }
    pages[page - first][bucket & (Self.pageSize - 1)] += count
  }

  mutating func merge(_ other: SketchBuckets) {
    other.forEach { bucket, count in
      add(count, to: bucket)
      return true
    }
  }

  /// The bucket of a rank, the first being 1; nil where there are not so many values.
  func bucket(ofRank rank: Int) -> Int? {
    var passed = 0
    var found: Int?
    forEach { bucket, count in
      passed += count
      if passed >= rank { found = bucket }
      return found == nil
    }
    return found
  }

  private mutating func make(_ page: Int) {
    if pages.isEmpty {
      first = page
      pages = [[]]
    } else if page < first {
      pages.insert(contentsOf: repeatElement([] as [Int], count: first - page), at: 0)
      first = page
    } else if page - first >= pages.count {
      pages += repeatElement([] as [Int], count: page - first + 1 - pages.count)
    }
    pages[page - first] = [Int](repeating: 0, count: Self.pageSize)
  }

  /// Calls `body` with each bucket that has a count, in their order, until it returns false.
  private func forEach(_ body: (_ bucket: Int, _ count: Int) -> Bool) {
    for (number, page) in pages.enumerated() {
      for (place, count) in page.enumerated() where count > 0 {
        if !body((first + number) << Self.bits | place, count) { return }
      }
    }
  }
}
