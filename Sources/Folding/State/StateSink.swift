import Events

/// Where encoded values go, one after the other.
final class StateSink {
  private(set) var bytes: [UInt8] = []
  /// Containers that were opened inside the value being written and may still be filled: they
  /// are put in place when that value is complete.
  private var nested: [(offset: Int, writer: StateWriter)] = []
  private let kinds: StateKinds

  /// - Parameter kinds: what is known of the types of values.
  init(_ kinds: StateKinds = StateKinds()) { self.kinds = kinds }

  func tag(_ tag: UInt8) { bytes.append(tag) }

  /// A value that is encoded already.
  func append(_ encoded: ArraySlice<UInt8>) { bytes += encoded }

  func write(_ value: Bool) { tag(value ? StateTag.true : StateTag.false) }

  func write(_ text: String) {
    tag(StateTag.string)
    var text = text
    text.withUTF8 { utf8 in
      length(UInt128(utf8.count))
      unsafe bytes.append(contentsOf: utf8)
    }
  }

  func write(_ value: Int128) {
    tag(StateTag.integer)
    // Zigzag: the sign goes to the lowest bit, so small negative numbers stay short.
    length(UInt128(truncatingIfNeeded: value << 1) ^ UInt128(truncatingIfNeeded: value >> 127))
  }

  func write(_ value: UInt128) {
    if let small = Int128(exactly: value) { return write(small) }
    tag(StateTag.wide)
    for shift in stride(from: 120, through: 0, by: -8) {
      bytes.append(UInt8(truncatingIfNeeded: value >> UInt128(shift)))
    }
  }

  func write(_ value: Float) {
    tag(StateTag.float)
    bigEndian(UInt64((value.isNaN ? Float.nan : value + 0).bitPattern), bytes: 4)
  }

  func write(_ value: Double) {
    tag(StateTag.double)
    bigEndian((value.isNaN ? Double.nan : value + 0).bitPattern, bytes: 8)  // −0 + 0 is +0
  }

  /// Writes any value, recognising those that must not write themselves.
  func write<T: Encodable>(_ value: T) throws {
    // What states are mostly made of, without asking what it conforms to.
    if let label: Label = same(value) { return write(label.text) }
    if let number: Int = same(value) { return write(Int128(number)) }
    if let number: Int64 = same(value) { return write(Int128(number)) }
    if let number: UInt16 = same(value) { return write(Int128(number)) }
    if let text: String = same(value) { return write(text) }
    switch kinds.kind(of: T.self) {
    case .simple: if let simple = value as? any SimpleState { return simple.write(to: self) }
    case .special:
      if let special = value as? any SpecialState { return try special.write(to: self) }
    case .plain: break
    }
    let mark = nested.count
    let writer = StateWriter(sink: self)
    try value.encode(to: writer)
    writer.end()
    resolve(from: mark)
  }

  /// The value as one of another type, where both are one.
  @inline(__always)
  private func same<T, Other>(_ value: T) -> Other? {
    // Sound: the types are the same.
    T.self == Other.self ? unsafe unsafeBitCast(value, to: Other.self) : nil
  }

  /// Reserves the place of a container that is filled later.
  func reserve() -> StateWriter {
    let writer = StateWriter(sink: StateSink(kinds))
    nested.append((bytes.count, writer))
    return writer
  }

  /// Writes what `fill` writes as entries, sorted by their bytes.
  func sorted(between start: UInt8, and end: UInt8, fill: (SortedEntries) throws -> Void) rethrows {
    let entries = SortedEntries(kinds)
    try fill(entries)
    tag(start)
    entries.forEach { bytes += $0 }
    tag(end)
  }

  private func resolve(from mark: Int) {
    guard nested.count > mark else { return }
    // From the last to the first, so that offsets stay true.
    for (offset, writer) in nested[mark...].reversed() {
      writer.end()
      writer.sink.resolve(from: 0)
      bytes.insert(contentsOf: writer.sink.bytes, at: offset)
    }
    nested.removeSubrange(mark...)
  }

  private func length(_ number: UInt128) {
    var rest = number
    while rest > 127 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 128)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }

  private func bigEndian(_ bits: UInt64, bytes count: Int) {
    for shift in stride(from: (count - 1) * 8, through: 0, by: -8) {
      bytes.append(UInt8(truncatingIfNeeded: bits >> UInt64(shift)))
    }
  }
}

/// The entries of a dictionary or set, each encoded by itself, in the order of their bytes.
final class SortedEntries {
  private let sink: StateSink
  private var entries: [Entry] = []

  init(_ kinds: StateKinds) { sink = StateSink(kinds) }

  private struct Entry {
    /// The first sixteen bytes as a number, which settles most comparisons.
    var start: UInt128
    var range: Range<Int>
  }

  func entry(_ write: (StateSink) throws -> Void) rethrows {
    let start = sink.bytes.count
    try write(sink)
    let range = start..<sink.bytes.count
    let bytes = sink.bytes
    entries.append(Entry(start: Self.start(of: bytes.span.extracting(range)), range: range))
  }

  private static func start(of bytes: Span<UInt8>) -> UInt128 {
    if bytes.count >= 16 {
      return unsafe bytes.withUnsafeBytes { bytes in
        // Sound: there are as many bytes.
        unsafe UInt128(bigEndian: bytes.loadUnaligned(as: UInt128.self))
      }
    }
    var start: UInt128 = 0
    for place in 0..<16 { start = start << 8 | UInt128(place < bytes.count ? bytes[place] : 0) }
    return start
  }

  func forEach(_ body: (ArraySlice<UInt8>) -> Void) {
    let bytes = sink.bytes
    entries.sort { left, right in
      if left.start != right.start { return left.start < right.start }
      return bytes[left.range].lexicographicallyPrecedes(bytes[right.range])
    }
    for entry in entries { body(bytes[entry.range]) }
  }
}
