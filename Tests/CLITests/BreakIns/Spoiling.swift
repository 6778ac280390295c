import TestSupport

/// A way to overwrite parts of a file that is made of pages.
enum Spoiling: String, CaseIterable, Sendable {
  case bit, byte, twentyBytes, randomPage, zeroPage, copiedPage, manyPages, metaPages

  private static let page = 4096

  /// The bytes with the damage in them.
  func spoil(_ bytes: [UInt8], _ random: inout Seeded) -> [UInt8] {
    var bytes = bytes
    let pages = bytes.count / Self.page
    switch self {
    case .bit: bytes[random.below(bytes.count)] ^= 1 << UInt8(random.below(8))
    case .byte: Self.overwrite(&bytes, random.below(bytes.count), 1, &random)
    case .twentyBytes:
      for _ in 0..<20 { Self.overwrite(&bytes, random.below(bytes.count), 1, &random) }
    case .randomPage:
      Self.overwrite(&bytes, Self.page * random.below(pages), Self.page, &random)
    case .zeroPage:
      let start = Self.page * random.below(pages)
      bytes.replaceSubrange(start..<start + Self.page, with: repeatElement(0, count: Self.page))
    case .copiedPage:
      let (from, to) = (Self.page * random.below(pages), Self.page * random.below(pages))
      bytes.replaceSubrange(to..<to + Self.page, with: Array(bytes[from..<from + Self.page]))
    case .manyPages:
      for _ in 0..<5 {
        Self.overwrite(&bytes, Self.page * random.below(pages), Self.page, &random)
      }
    case .metaPages:
      for _ in 0..<3 { Self.overwrite(&bytes, random.below(2 * Self.page), 8, &random) }
    }
    return bytes
  }

  private static func overwrite(
    _ bytes: inout [UInt8], _ start: Int, _ count: Int, _ random: inout Seeded
  ) {
    for place in start..<min(bytes.count, start + count) {
      bytes[place] = UInt8(truncatingIfNeeded: random.next())
    }
  }
}
