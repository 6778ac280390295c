import Folding

/// Numbers as bytes: what the tables of the index are made of.
///
/// Keys are big-endian, so that they sort as their numbers do; everything else is little-endian.
struct ByteWriter {
  private(set) var bytes: [UInt8] = []

  init(capacity: Int = 0) { bytes.reserveCapacity(capacity) }

  mutating func put<Number: FixedWidthInteger>(_ number: Number) {
    var rest = number
    for _ in 0..<MemoryLayout<Number>.size {
      bytes.append(UInt8(truncatingIfNeeded: rest))
      rest >>= 8
    }
  }

  mutating func put(_ number: Int64?) {
    bytes.append(number == nil ? 0 : 1)
    put(number ?? 0)
  }

  mutating func put(_ text: String) {
    putVarint(UInt64(text.utf8.count))
    bytes += Array(text.utf8)
  }

  /// Seven bits a byte, the lowest first; the high bit says that more follow.
  mutating func putVarint(_ number: UInt64) { Varint.append(number, to: &bytes) }
}

/// Reads what `ByteWriter` wrote; nil where the bytes end too early, as damaged ones may.
struct ByteReader {
  private let bytes: [UInt8]
  private var place = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var isAtEnd: Bool { place >= bytes.count }

  mutating func number<Number: FixedWidthInteger>(_ type: Number.Type = Number.self) -> Number? {
    let size = MemoryLayout<Number>.size
    guard bytes.count - place >= size else { return nil }
    var number: Number = 0
    for index in 0..<size {
      number |= Number(truncatingIfNeeded: bytes[place + index]) << (8 * index)
    }
    place += size
    return number
  }

  /// Outer nil: the bytes end too early. Inner nil: no number was written.
  mutating func optional() -> Int64?? {
    guard let flag = number(UInt8.self), let value = number(Int64.self) else { return nil }
    return .some(flag == 0 ? nil : value)
  }

  mutating func text() -> String? {
    guard let length = varint(), length <= UInt64(bytes.count - place) else { return nil }
    defer { place += Int(length) }
    return String(decoding: bytes[place..<place + Int(length)], as: UTF8.self)
  }

  mutating func varint() -> UInt64? {
    var next = place
    defer { place = next }
    return Varint.read(bytes.span, at: &next)
  }
}

extension Array where Element == UInt8 {
  /// Adds a number whose bytes sort as it does.
  package mutating func append(sortable number: UInt64, bytes count: Int = 8) {
    for index in (0..<count).reversed() {
      append(UInt8(truncatingIfNeeded: number >> (8 * UInt64(index))))
    }
  }
}

extension Span where Element == UInt8 {
  /// A number whose bytes sort as it does, from `place` on.
  func sortable(at place: Int, bytes size: Int = 8) -> UInt64 {
    var number: UInt64 = 0
    for index in 0..<size { number = number << 8 | UInt64(self[place + index]) }
    return number
  }

  /// Whether these bytes begin with `prefix`.
  package func begins(with prefix: [UInt8]) -> Bool {
    guard count >= prefix.count else { return false }
    for index in prefix.indices where self[index] != prefix[index] { return false }
    return true
  }
}
