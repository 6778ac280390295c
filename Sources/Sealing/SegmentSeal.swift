package import Events
import Journal

/// What a segment, or its beginning up to a head, was when it was sealed: one JSON line beside it,
/// `NAME.seal` or `NAME.head`.
package struct SegmentSeal: Sendable, Equatable {
  /// The id of the store.
  package let store: String
  /// Where the segment begins.
  package let base: Position
  /// Bytes of it that are covered.
  package let length: Int64
  /// SHA-256 of each 64 KiB and of the rest, 32 bytes each.
  package let digests: [UInt8]
  /// The value where the segment begins.
  package let before: ChainValue
  /// When it was sealed: RFC 3339, UTC.
  package let time: String
  /// SHA-256 of the file NAME.sum beside it; nil where there was none.
  package let sum: [UInt8]?

  package init(
    store: String, base: Position, length: Int64, digests: [UInt8], before: ChainValue,
    time: String, sum: [UInt8]? = nil
  ) {
    self.store = store
    self.base = base
    self.length = length
    self.digests = digests
    self.before = before
    self.time = time
    self.sum = sum
  }

  /// Where what is covered ends.
  package var end: Position { Position(rawValue: base.rawValue + length) }

  /// The value behind what is covered; where that is nothing, the one before.
  package var value: ChainValue {
    length == 0
      ? before
      : ChainValue(before, store: store, base: base, length: length, digests: digests[...])
  }

  /// The value behind what is covered, as a head.
  package var head: LogHead { LogHead(position: end, value: value) }
}

extension SegmentSeal {
  /// What is written into a log of it, its own or another's, that knows of it from then on.
  package var event: NewEvent {
    NewEvent(
      LogEventName.head.rawValue, at: .now(),
      fields: [Member("store", .string(store)), Member("head", .string(head.description))])
  }
}

extension SegmentSeal {
  /// One JSON line; its last member is the checksum of the text before it.
  package var bytes: [UInt8] {
    let blocks = stride(from: 0, to: digests.count, by: 32).map { start in
      "\"" + Hexadecimal.text(digests[start..<min(digests.count, start + 32)]) + "\""
    }
    let text = """
      {"store":"\(store)","base":\(base.rawValue),"length":\(length),\
      "block":\(BlockDigests.block),"sealed":"\(time)","before":"\(before)","chain":"\(value)",\
      "sum_file":\(sum.map { "\"" + Hexadecimal.text($0) + "\"" } ?? "null"),"sha256":[\(blocks.joined(separator: ","))]
      """
    let sum = Checksum.text(Checksum.crc32c(Array(text.utf8).span))
    return Array("\(text),\"sum\":\"\(sum)\"}\n".utf8)
  }

  /// nil for bytes that are no seal, or a damaged one.
  package init?(_ bytes: [UInt8]) {
    guard bytes.last == 0x0A, case .object(let members)? = Value(json: Array(bytes.dropLast())),
      let store = members.first(where: { $0.name == "store" })?.value.text,
      case .integer(let base)? = members.first(where: { $0.name == "base" })?.value,
      case .integer(let length)? = members.first(where: { $0.name == "length" })?.value,
      // So far, sums of them are safe.
      (0..<1 << 60).contains(base), (0..<1 << 60).contains(length),
      let time = members.first(where: { $0.name == "sealed" })?.value.text,
      let before = members.first(where: { $0.name == "before" })?.value.text
        .flatMap({ ChainValue($0) }),
      case .array(let blocks)? = members.first(where: { $0.name == "sha256" })?.value
    else { return nil }
    let sum = members.first { $0.name == "sum_file" }?.value.text
    let digests = blocks.compactMap { $0.text.flatMap { Hexadecimal.bytes($0) } }
    self.init(
      store: store, base: Position(rawValue: base), length: length,
      digests: Array(digests.joined()), before: before, time: time,
      sum: sum.flatMap { Hexadecimal.bytes($0) })
    // Nothing in it may say anything else than what is written of it.
    guard self.bytes == bytes else { return nil }
  }
}
