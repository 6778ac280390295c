/// One page of a tree that is known to be what it says: it is the page of its number, its nodes lie
/// within it and fill it without a gap, and its keys ascend.
///
/// The layout is that of LMDB 0.9 with 64-bit words (`MDB_page`, `MDB_node` in mdb.c).
struct Page: Sendable {
  let bytes: [UInt8]
  let isLeaf: Bool
  /// How many nodes it has.
  let count: Int

  /// Bytes before the offsets of the nodes.
  static let header = 16
  private static let nodeHeader = 8
  private static let branch: UInt16 = 1
  private static let leaf: UInt16 = 2
  /// The value lies on pages of its own.
  private static let bigData: UInt16 = 1
  /// The value is the record of a tree.
  private static let treeData: UInt16 = 2

  /// nil for bytes that LMDB did not write as this page.
  init?(_ bytes: [UInt8], number: UInt64, _ order: KeyOrder) {
    let flags: UInt16 = bytes.span.number(at: 10)
    let (lower, upper) = (Self.place(bytes, 12), Self.place(bytes, 14))
    guard bytes.span.number(at: 0) == number, flags == Self.branch || flags == Self.leaf,
      lower > Self.header, lower % 2 == 0, lower <= upper, upper <= bytes.count
    else { return nil }
    self.bytes = bytes
    isLeaf = flags == Self.leaf
    count = (lower - Self.header) / 2
    guard isFilled(from: upper), isAscending(order) else { return nil }
  }

  private static func place(_ bytes: [UInt8], _ offset: Int) -> Int {
    Int(bytes.span.number(at: offset) as UInt16)
  }

  /// Where a node begins.
  private func node(_ index: Int) -> Int { Self.place(bytes, Self.header + 2 * index) }

  private func isFilled(from upper: Int) -> Bool {
    var filled = 0
    for index in 0..<count {
      let node = node(index)
      guard node >= upper, node + Self.nodeHeader <= bytes.count else { return false }
      let size = key(index).count + storedLength(index)
      guard node + Self.nodeHeader + size <= bytes.count else { return false }
      filled += (Self.nodeHeader + size + 1) & ~1
    }
    return filled == bytes.count - upper
  }

  private func isAscending(_ order: KeyOrder) -> Bool {
    // The first key of a branch stands for everything before the second.
    for index in stride(from: isLeaf ? 1 : 2, to: count, by: 1) {
      let (left, right) = (key(index - 1), key(index))
      guard order.isBefore(bytes.span.extracting(left), bytes.span.extracting(right)) else {
        return false
      }
    }
    return true
  }

  /// Bytes of a node's value that lie in the page.
  private func storedLength(_ index: Int) -> Int {
    if !isLeaf { return 0 }
    return flags(index) & Self.bigData != 0 ? 8 : valueLength(index)
  }

  private func flags(_ index: Int) -> UInt16 { bytes.span.number(at: node(index) + 4) }

  private func valueLength(_ index: Int) -> Int {
    Int(bytes.span.number(at: node(index)) as UInt32)
  }
}

extension Page {
  /// What a leaf has under a key.
  enum Value {
    case inside(Range<Int>)
    /// On pages of its own, from this one on.
    case outside(page: UInt64, length: Int)
    /// The record of a tree.
    case tree(Range<Int>)
  }

  /// Where the key of a node lies among the bytes.
  func key(_ index: Int) -> Range<Int> {
    let start = node(index) + Self.nodeHeader
    return start..<start + Self.place(bytes, start - 2)
  }

  func keyBytes(_ index: Int) -> [UInt8] { Array(bytes[key(index)]) }

  /// What lies under the key of a leaf's node; nil for what no table of ours has.
  func value(_ index: Int) -> Value? {
    let start = key(index).upperBound
    let range = start..<start + storedLength(index)
    switch flags(index) {
    case 0: return .inside(range)
    case Self.bigData:
      return .outside(page: bytes.span.number(at: start), length: valueLength(index))
    case Self.treeData: return .tree(range)
    default: return nil
    }
  }

  /// The page that a branch's node leads to.
  func child(_ index: Int) -> UInt64 {
    let node = node(index)
    let low: UInt32 = bytes.span.number(at: node)
    let high: UInt16 = bytes.span.number(at: node + 4)
    return UInt64(low) | UInt64(high) << 32
  }

  /// The first node whose key is not before this one; `count` where none is.
  func index(atLeast key: Span<UInt8>, _ order: KeyOrder) -> Int {
    var low = isLeaf ? 0 : 1
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if order.isBefore(bytes.span.extracting(self.key(middle)), key) {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low
  }

  /// The node of a branch below which a key is.
  func index(of key: Span<UInt8>, _ order: KeyOrder) -> Int {
    let next = index(atLeast: key, order)
    if next < count, !order.isBefore(key, bytes.span.extracting(self.key(next))) { return next }
    return next - 1
  }
}

/// How the keys of a tree are sorted.
enum KeyOrder: Sendable {
  /// By their bytes, a shorter one before those that it begins.
  case bytes
  /// As numbers of the machine.
  case numbers

  func isBefore(_ left: Span<UInt8>, _ right: Span<UInt8>) -> Bool {
    switch self {
    case .bytes:
      for index in 0..<min(left.count, right.count) where left[index] != right[index] {
        return left[index] < right[index]
      }
      return left.count < right.count
    case .numbers:
      guard left.count == 8, right.count == 8 else { return false }
      let (one, other): (UInt64, UInt64) = (left.number(at: 0), right.number(at: 0))
      return one < other
    }
  }
}

extension Span where Element == UInt8 {
  /// A number as LMDB writes it: in the machine's order, which is little-endian.
  func number<Number: FixedWidthInteger>(at offset: Int) -> Number {
    var number: Number = 0
    for place in (0..<MemoryLayout<Number>.size).reversed() {
      number = number << 8 | Number(truncatingIfNeeded: self[offset + place])
    }
    return number
  }
}
