/// The digest of one row with its key, or the sum of such digests modulo 2 to the 256th.
///
/// A sum needs no order, and one row can leave it and another come in: so the digest of many rows
/// is known without reading them all.
package struct RowDigest: Sendable, Equatable {
  /// The most significant word first.
  private var words: InlineArray<4, UInt64>

  /// The sum of nothing.
  package init() { words = InlineArray(repeating: 0) }

  /// - Parameter word: each of the four words, the most significant first.
  package init(_ word: (Int) -> UInt64) { words = InlineArray(word) }

  /// 32 bytes, the most significant first; nil for any other number of them.
  package init?(_ bytes: some RandomAccessCollection<UInt8>) {
    guard bytes.count == Self.length else { return nil }
    self.init { word in
      bytes.dropFirst(8 * word).prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    }
  }

  /// How many bytes a digest has.
  package static let length = 32

  /// 32 bytes, the most significant first.
  package var bytes: [UInt8] {
    (0..<Self.length).map { UInt8(truncatingIfNeeded: words[$0 / 8] >> (56 - 8 * UInt64($0 % 8))) }
  }

  package static func += (sum: inout RowDigest, other: RowDigest) {
    var carry: UInt64 = 0
    for place in (0..<4).reversed() {
      let (part, isOver) = sum.words[place].addingReportingOverflow(other.words[place])
      let (whole, isOverAgain) = part.addingReportingOverflow(carry)
      sum.words[place] = whole
      carry = isOver || isOverAgain ? 1 : 0
    }
  }

  package static func -= (sum: inout RowDigest, other: RowDigest) {
    var borrow: UInt64 = 0
    for place in (0..<4).reversed() {
      let (part, isUnder) = sum.words[place].subtractingReportingOverflow(other.words[place])
      let (whole, isUnderAgain) = part.subtractingReportingOverflow(borrow)
      sum.words[place] = whole
      borrow = isUnder || isUnderAgain ? 1 : 0
    }
  }

  package static func == (left: RowDigest, right: RowDigest) -> Bool {
    (0..<4).allSatisfy { left.words[$0] == right.words[$0] }
  }
}
