/// An array in portions: it grows without being copied as a whole, so that a million elements never
/// take twice their room, and a copy shares the portions that nobody changes.
///
/// It is inlined where it is used, because elsewhere nothing is known of its elements, and each access
/// would ask the runtime.
@usableFromInline
struct ChunkedArray<Element: Sendable>: Sendable {
  @usableFromInline var chunks: [ContiguousArray<Element>] = []
  @usableFromInline var count = 0

  @inlinable static var bits: Int { 12 }
  @inlinable static var size: Int { 1 << bits }

  @inlinable init() {}

  @inlinable
  mutating func append(_ element: Element) {
    if count & (Self.size - 1) == 0 { beginChunk() }
    chunks[chunks.count - 1].append(element)
    count += 1
  }

  @inlinable
  subscript(place: Int) -> Element {
    get { chunks[place >> Self.bits][place & (Self.size - 1)] }
    _modify { yield &chunks[place >> Self.bits][place & (Self.size - 1)] }
  }

  @inlinable
  mutating func beginChunk() {
    chunks.append([])
    // The first grows with what is in it, because mostly there is no second.
    if chunks.count > 1 { chunks[chunks.count - 1].reserveCapacity(Self.size) }
  }
}
