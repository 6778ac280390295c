/// Texts one behind the other in large blocks: a million short ones cost little more than their bytes, and
/// those that are UUIDs half of them.
struct TextPool: Sendable {
  /// Where a text is, in steps of four bytes.
  struct Place: Sendable, Equatable {
    fileprivate let step: UInt32

    fileprivate init(block: Int, start: Int) {
      precondition(block < 1 << 14, "16 GiB of ids are no table any more")
      step = UInt32(block) << TextPool.stepBits | UInt32(start / 4)
    }

    fileprivate var block: Int { Int(step >> TextPool.stepBits) }
    fileprivate var start: Int { Int(step & (1 << TextPool.stepBits - 1)) * 4 }
  }

  private var blocks: [[UInt8]] = []

  /// Steps of a block have numbers of so many bits.
  private static let stepBits: UInt32 = 18
  private static let blockSize = 1 << 20

  /// Adds a text that `PackedText` has packed.
  mutating func add(_ text: PackedText) -> Place {
    let filled = ((blocks.last?.count ?? Self.blockSize) + 3) / 4 * 4
    if filled + text.bytes.count > Self.blockSize {
      var block: [UInt8] = []
      block.reserveCapacity(max(text.bytes.count, Self.blockSize))
      blocks.append(block)
    }
    let last = blocks.count - 1
    while blocks[last].count % 4 != 0 { blocks[last].append(0) }
    let start = blocks[last].count
    blocks[last].append(contentsOf: text.bytes)
    return Place(block: last, start: start)
  }

  /// A text as it lies here.
  func packed(at place: Place) -> ArraySlice<UInt8> {
    let block = blocks[place.block]
    return block[place.start..<place.start + PackedText.length(of: block, at: place.start)]
  }

  func text(at place: Place) -> String { PackedText.text(of: packed(at: place)) }
}
