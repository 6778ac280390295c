/// An array in portions: it grows without being copied as a whole, so that a million elements never
/// take twice their room, and a copy shares the portions that nobody changes.
struct ChunkedArray<Element: Sendable>: Sendable {
  private var chunks: [ContiguousArray<Element>] = []
  private(set) var count = 0

  private static var bits: Int { 12 }
  private static var size: Int { 1 << bits }

  mutating func append(_ element: Element) {
    if count & (Self.size - 1) == 0 { beginChunk() }
    chunks[chunks.count - 1].append(element)
    count += 1
  }

  subscript(place: Int) -> Element {
    get { chunks[place >> Self.bits][place & (Self.size - 1)] }
    _modify { yield &chunks[place >> Self.bits][place & (Self.size - 1)] }
  }

  private mutating func beginChunk() {
    chunks.append([])
    // The first grows with what is in it, because mostly there is no second.
    if chunks.count > 1 { chunks[chunks.count - 1].reserveCapacity(Self.size) }
  }
}
