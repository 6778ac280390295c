/// Texts one behind the other in large blocks: a million short ones cost little more than their bytes.
struct TextPool: Sendable {
  /// Where a text is.
  struct Place: Sendable {
    let block: UInt32
    let start: UInt32
    let length: UInt32
  }

  private var blocks: [[UInt8]] = []

  private static let blockSize = 1 << 20

  mutating func add(_ text: String) -> Place {
    let length = text.utf8.count
    if (blocks.last?.count ?? Self.blockSize) + length > Self.blockSize {
      blocks.append([])
      blocks[blocks.count - 1].reserveCapacity(max(length, Self.blockSize))
    }
    let start = blocks[blocks.count - 1].count
    blocks[blocks.count - 1].append(contentsOf: text.utf8)
    return Place(block: UInt32(blocks.count - 1), start: UInt32(start), length: UInt32(length))
  }

  func bytes(at place: Place) -> ArraySlice<UInt8> {
    blocks[Int(place.block)][Int(place.start)..<Int(place.start + place.length)]
  }

  func text(at place: Place) -> String { String(decoding: bytes(at: place), as: UTF8.self) }
}
