/// Canonical bytes taken apart: every value with its place, so that a decoder finds its way.
struct StateTree: Sendable {
  /// One value. Values inside it follow it; `end` is the index after the last of them.
  struct Node: Sendable {
    let tag: UInt8
    // Of half the size, as there is one for every few bytes of a state.
    private let first: UInt32
    private let lower: UInt32
    private let upper: UInt32
    private var next: UInt32

    fileprivate init(tag: UInt8, start: Int, bytes: Range<Int>, end: Int) {
      self.tag = tag
      first = UInt32(start)
      lower = UInt32(bytes.lowerBound)
      upper = UInt32(bytes.upperBound)
      next = UInt32(end)
    }

    /// Where the value begins, with its tag.
    var start: Int { Int(first) }
    /// What the value says: text for a string, the payload of a number.
    var bytes: Range<Int> { Int(lower)..<Int(upper) }
    fileprivate(set) var end: Int {
      get { Int(next) }
      set { next = UInt32(newValue) }
    }
  }

  let bytes: [UInt8]
  private(set) var nodes: [Node] = []

  /// Levels of arrays and objects inside each other that are followed.
  static let depthLimit = 512
  /// Bytes of a state, at most: places in it are of 32 bits.
  static let lengthLimit = Int(UInt32.max)
  private static let reservedLimit = 1 << 22

  /// - Throws: `DecodingError.dataCorrupted` when the bytes are not one canonical value.
  init(_ bytes: [UInt8]) throws {
    self.bytes = bytes
    guard bytes.count < Self.lengthLimit else { throw Self.corrupted(at: 0) }
    // Growing would copy them, and what is reserved and not used is never touched.
    nodes.reserveCapacity(min(bytes.count / 3, Self.reservedLimit))
    var offset = 0
    var open: [Int] = []
    repeat {
      let start = offset
      let tag = try byte(at: &offset)
      switch tag {
      case StateTag.arrayStart, StateTag.objectStart:
        open.append(nodes.count)
        guard open.count <= Self.depthLimit else { throw Self.corrupted(at: offset) }
        append(tag, start, offset..<offset)
        continue
      case StateTag.arrayEnd, StateTag.objectEnd:
        guard let first = open.popLast(), nodes[first].tag &+ 2 == tag else {
          throw Self.corrupted(at: offset)
        }
        nodes[first].end = nodes.count
      case StateTag.some:
        append(tag, start, offset..<offset)
        continue
      default:
        let payload = try self.payload(of: tag, at: &offset)
        append(tag, start, payload)
      }
    } while !open.isEmpty || nodes.last?.tag == StateTag.some
    guard offset == bytes.count else { throw Self.corrupted(at: offset) }
    closeOptionals()
  }

  /// The text of a string; nil for every other value.
  func text(_ node: Int) -> String? {
    guard nodes[node].tag == StateTag.string else { return nil }
    return String(decoding: bytes[nodes[node].bytes], as: UTF8.self)
  }

  /// The values inside an array or object, in their order.
  func children(of node: Int) -> [Int] {
    var children: [Int] = []
    var child = node + 1
    while child < nodes[node].end {
      children.append(child)
      child = nodes[child].end
    }
    return children
  }

  static func corrupted(at offset: Int) -> DecodingError {
    .dataCorrupted(
      .init(codingPath: [], debugDescription: "a state cannot be read at its byte \(offset)"))
  }

  private mutating func append(_ tag: UInt8, _ start: Int, _ payload: Range<Int>) {
    nodes.append(Node(tag: tag, start: start, bytes: payload, end: nodes.count + 1))
  }

  /// An optional ends where the value after it ends.
  private mutating func closeOptionals() {
    for index in nodes.indices.reversed() where nodes[index].tag == StateTag.some {
      nodes[index].end = nodes[index + 1].end
    }
  }

  private func byte(at offset: inout Int) throws -> UInt8 {
    guard offset < bytes.count else { throw Self.corrupted(at: offset) }
    defer { offset += 1 }
    return bytes[offset]
  }

  private func payload(of tag: UInt8, at offset: inout Int) throws -> Range<Int> {
    let start = offset
    switch tag {
    case StateTag.null, StateTag.true, StateTag.false: break
    case StateTag.integer: while try byte(at: &offset) > 127 {}
    case StateTag.float: offset += 4
    case StateTag.double: offset += 8
    case StateTag.wide: offset += 16
    case StateTag.string:
      while try byte(at: &offset) > 127 {}
      guard let length = Int(exactly: number(start..<offset)), length <= bytes.count - offset else {
        throw Self.corrupted(at: start)
      }
      defer { offset += length }
      return offset..<offset + length
    default: throw Self.corrupted(at: start)
    }
    guard offset <= bytes.count else { throw Self.corrupted(at: start) }
    return start..<offset
  }
}

extension StateTree {
  /// An integer of any width; nil for every other value.
  func integer<Number: FixedWidthInteger>(_ node: Int, as type: Number.Type) -> Number? {
    let payload = nodes[node].bytes
    switch nodes[node].tag {
    case StateTag.integer:
      let zigzag = number(payload)
      let magnitude = Int128(truncatingIfNeeded: zigzag >> 1)
      return Number(exactly: zigzag & 1 == 0 ? magnitude : ~magnitude)
    case StateTag.wide:
      return Number(exactly: bytes[payload].reduce(UInt128(0)) { $0 << 8 | UInt128($1) })
    default: return nil
    }
  }

  func double(_ node: Int) -> Double? {
    guard nodes[node].tag == StateTag.double else { return nil }
    return Double(bitPattern: bits(nodes[node].bytes))
  }

  func float(_ node: Int) -> Float? {
    guard nodes[node].tag == StateTag.float else { return nil }
    return Float(bitPattern: UInt32(truncatingIfNeeded: bits(nodes[node].bytes)))
  }

  func bool(_ node: Int) -> Bool? {
    switch nodes[node].tag {
    case StateTag.true: true
    case StateTag.false: false
    default: nil
    }
  }

  private func bits(_ range: Range<Int>) -> UInt64 {
    bytes[range].reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// Seven bits a byte, least significant first.
  private func number(_ range: Range<Int>) -> UInt128 {
    var number: UInt128 = 0
    for byte in bytes[range].reversed() { number = number << 7 | UInt128(byte & 127) }
    return number
  }
}
