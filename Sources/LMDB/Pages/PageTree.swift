/// The record of one tree of pages (`MDB_db` in mdb.c).
struct PageTree: Sendable, Equatable {
  /// Levels of pages, the leaves included; 0 for a tree without keys.
  let depth: Int
  /// Keys in it.
  let entries: Int
  /// The page at its top.
  let root: UInt64
  let order: KeyOrder

  static let length = 48
  /// More levels no tree of LMDB can have.
  private static let deepest = 32
  private static let none = UInt64.max
  private static let integerKeys: UInt16 = 8

  /// nil for bytes that are no such record, of a file of `count` pages.
  init?(_ bytes: Span<UInt8>, count: UInt64) {
    guard bytes.count == Self.length else { return nil }
    let flags: UInt16 = bytes.number(at: 4)
    let depth: UInt16 = bytes.number(at: 6)
    let parts: [UInt64] = [8, 16, 24].map { bytes.number(at: $0) }
    let entries: UInt64 = bytes.number(at: 32)
    root = bytes.number(at: 40)
    self.depth = Int(depth)
    guard self.depth <= Self.deepest, (root == Self.none) == (depth == 0),
      (entries == 0) == (depth == 0), entries <= UInt64(Int.max), depth == 0 || root < count,
      parts.allSatisfy({ $0 <= count })
    else { return nil }
    self.entries = Int(entries)
    order = flags & Self.integerKeys != 0 ? .numbers : .bytes
  }
}
