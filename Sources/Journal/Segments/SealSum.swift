package import SystemCalls
/// What a sealed segment must contain: its length, its lines and a checksum of every block, so
/// that any later change of any bit is found, and found to within one block.
package struct SealSum: Sendable, Equatable {
  /// Bytes that share one checksum.
  package static let block = 1 << 16

  /// Bytes.
  package private(set) var length: Int64 = 0
  /// Newlines.
  package private(set) var lines: Int64 = 0
  /// One for each whole block, and one for the rest.
  package private(set) var blocks: [UInt32] = []
  private var rest = 0

  /// The sum of no bytes.
  package init() {}

  /// Takes in the bytes that follow those taken in so far.
  package mutating func add(_ bytes: Span<UInt8>) {
    var start = 0
    while start < bytes.count {
      let part = bytes.extracting(start..<min(bytes.count, start + Self.block - rest))
      if rest == 0 {
        blocks.append(Checksum.crc32c(part))
      } else {
        blocks[blocks.count - 1] = Checksum.crc32c(part, after: blocks[blocks.count - 1])
      }
      rest = (rest + part.count) % Self.block
      lines += Int64(Newlines.count(in: part))
      length += Int64(part.count)
      start += part.count
    }
  }

  /// Takes in a file's bytes from where this sum ends up to `end`.
  package mutating func extend(over file: Descriptor, to end: Int64) throws(SystemError) {
    while length < end {
      let part = try file.bytes(at: length, count: Int(min(1 << 20, end - length)))
      if part.isEmpty { return }
      add(part.span)
    }
  }

  /// The same with what a file has now in some of its blocks.
  func amended(_ numbers: [Int], of file: Descriptor) throws(SystemError) -> SealSum {
    var sum = self
    for number in numbers where blocks.indices.contains(number) {
      let offset = Int64(number) * Int64(Self.block)
      let count = Int(min(Int64(Self.block), length - offset))
      let part = try file.bytes(at: offset, count: count)
      sum.blocks[number] = Checksum.crc32c(part.span)
    }
    return sum
  }

  /// The same with what bytes are now in some of their blocks.
  package func amended(_ numbers: [Int], of bytes: [UInt8]) -> SealSum {
    var sum = self
    for number in numbers where blocks.indices.contains(number) {
      let start = min(bytes.count, number * Self.block)
      let end = min(bytes.count, start + Self.block)
      sum.blocks[number] = Checksum.crc32c(bytes.span.extracting(start..<end))
    }
    return sum
  }

  /// The first block, by its offset and length, in which `other` differs; nil where it is equal.
  package func firstDifference(from other: SealSum) -> (offset: Int64, length: Int64)? {
    for index in 0..<max(blocks.count, other.blocks.count) {
      let here = index < blocks.count ? blocks[index] : nil
      let there = index < other.blocks.count ? other.blocks[index] : nil
      if here != there {
        let offset = Int64(index) * Int64(Self.block)
        let end = max(length, other.length)
        return (offset, min(Int64(Self.block), max(0, end - offset)))
      }
    }
    return self == other ? nil : (min(length, other.length), abs(length - other.length))
  }
}

extension SealSum {
  /// One JSON line; its last member is the checksum of the text before it.
  package var bytes: [UInt8] {
    let list = blocks.map { "\"\(Checksum.text($0))\"" }.joined(separator: ",")
    let text =
      "{\"length\":\(length),\"lines\":\(lines),\"block\":\(Self.block),\"crc32c\":[\(list)]"
    let sum = Checksum.text(Checksum.crc32c(Array(text.utf8).span))
    return Array("\(text),\"sum\":\"\(sum)\"}\n".utf8)
  }

  /// nil for bytes that are no sum, or a damaged one.
  package init?(_ bytes: [UInt8]) {
    let text = String(decoding: bytes, as: UTF8.self)
    let parts = text.split(separator: "\"", omittingEmptySubsequences: false)
    guard parts.count >= 13, parts[1] == "length", parts[3] == "lines", parts[7] == "crc32c",
      let length = Int64(parts[2].dropFirst().dropLast()),
      let lines = Int64(parts[4].dropFirst().dropLast())
    else { return nil }
    self.length = length
    self.lines = lines
    rest = Int(length % Int64(Self.block))
    let end = parts.count - 5
    blocks = stride(from: 9, to: end, by: 2).compactMap { UInt32(parts[$0], radix: 16) }
    guard self.bytes == bytes else { return nil }
  }
}
