/// Texts one behind the other in large blocks: a million short ones cost little more than their bytes.
struct TextPool: Sendable {
  /// Where a text is, in eight bytes: its block, where it begins there, and its length.
  struct Place: Sendable {
    private let bits: UInt64

    init(block: Int, start: Int, length: Int) {
      precondition(block < 1 << 20 && start < 1 << 20 && length < 1 << 24, "no line is so long")
      bits = UInt64(block) << 44 | UInt64(start) << 24 | UInt64(length)
    }

    var block: Int { Int(bits >> 44) }
    var start: Int { Int(bits >> 24) & (1 << 20 - 1) }
    var length: Int { Int(bits) & (1 << 24 - 1) }
  }

  private var blocks: [[UInt8]] = []

  private static let blockSize = 1 << 20 - 1

  mutating func add(_ text: String) -> Place {
    let length = text.utf8.count
    if (blocks.last?.count ?? Self.blockSize) + length > Self.blockSize {
      blocks.append([])
      blocks[blocks.count - 1].reserveCapacity(max(length, Self.blockSize))
    }
    let start = blocks[blocks.count - 1].count
    blocks[blocks.count - 1].append(contentsOf: text.utf8)
    return Place(block: blocks.count - 1, start: start, length: length)
  }

  func bytes(at place: Place) -> ArraySlice<UInt8> {
    blocks[place.block][place.start..<place.start + place.length]
  }

  func text(at place: Place) -> String { String(decoding: bytes(at: place), as: UTF8.self) }
}
