/// Whole numbers in ascending order. The first few need no memory of their own: most seconds have
/// no more, and there are thousands of seconds.
struct AscendingValues: Sendable {
  private var few = InlineArray<4, Int64>(repeating: 0)
  /// All of them, once they are more than a few.
  private var many: [Int64] = []
  private(set) var count = 0

  init() {}

  var isEmpty: Bool { count == 0 }

  subscript(index: Int) -> Int64 { isFew ? few[index] : many[index] }

  /// The first place whose value is greater.
  func place(of value: Int64) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if self[middle] > value { high = middle } else { low = middle + 1 }
    }
    return low
  }

  mutating func insert(_ value: Int64) {
    if count > few.count {
      many.insert(value, at: place(of: value))
    } else if count == few.count {
      let place = place(of: value)
      for index in few.indices { many.append(few[index]) }
      many.insert(value, at: place)
    } else {
      var place = count
      while place > 0, few[place - 1] > value {
        few[place] = few[place - 1]
        place -= 1
      }
      few[place] = value
    }
    count += 1
  }

  /// Takes out one value that is among them.
  mutating func remove(_ value: Int64) {
    let place = place(of: value) - 1
    if isFew {
      for index in place..<count - 1 { few[index] = few[index + 1] }
    } else {
      many.remove(at: place)
      if many.count == few.count {
        for index in few.indices { few[index] = many[index] }
        many.removeAll(keepingCapacity: true)
      }
    }
    count -= 1
  }

  mutating func removeAll() {
    if !many.isEmpty { many.removeAll(keepingCapacity: true) }
    count = 0
  }

  private var isFew: Bool { count <= few.count }
}

extension AscendingValues: Equatable {
  static func == (left: AscendingValues, right: AscendingValues) -> Bool {
    left.count == right.count && (0..<left.count).allSatisfy { left[$0] == right[$0] }
  }
}
