/// The members of an object. States are read in the order in which they were written, so the
/// member that is wanted next is mostly the one after the last.
final class StateKeyedReader<Key: CodingKey>: KeyedDecodingContainerProtocol {
  private let source: StateSource
  private let members: [(name: String, node: Int)]
  private var next = 0

  init(_ reader: StateReader) {
    source = reader.source
    let children = source.tree.children(of: reader.node)
    members = stride(from: 0, to: children.count - 1, by: 2).map { place in
      (reader.source.tree.text(children[place]) ?? "", children[place + 1])
    }
  }

  var codingPath: [any CodingKey] { [] }
  var allKeys: [Key] { members.compactMap { Key(stringValue: $0.name) } }

  func contains(_ key: Key) -> Bool { reader(of: key) != nil }

  func decodeNil(forKey key: Key) throws -> Bool { try member(key).decodeNil() }

  func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T {
    try member(key).decode(type)
  }

  // What states are mostly made of by name, because that spares looking at what it is.
  func decode(_ type: Int64.Type, forKey key: Key) throws -> Int64 { try .read(from: member(key)) }
  func decode(_ type: Int.Type, forKey key: Key) throws -> Int { try .read(from: member(key)) }
  func decode(_ type: String.Type, forKey key: Key) throws -> String {
    try .read(from: member(key))
  }

  // The wide integers by name, because the protocol's own version of these two throws.
  func decode(_ type: Int128.Type, forKey key: Key) throws -> Int128 {
    try .read(from: member(key))
  }

  func decode(_ type: UInt128.Type, forKey key: Key) throws -> UInt128 {
    try .read(from: member(key))
  }

  func decodeIfPresent<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T? {
    guard let member = reader(of: key) else { return nil }
    // A null that stands there is a value only of a type that has one.
    if member.decodeNil() && !(type is any ExpressibleByNilLiteral.Type) { return nil }
    return try member.decode(type)
  }

  func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type, forKey key: Key
  ) throws -> KeyedDecodingContainer<Nested> {
    try member(key).container(keyedBy: type)
  }

  func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
    try member(key).unkeyedContainer()
  }

  func superDecoder() throws -> any Decoder {
    guard let parent = reader(named: "super") else {
      throw DecodingError.valueNotFound(
        (any Decoder).self, .init(codingPath: [], debugDescription: "no super in a state"))
    }
    return parent
  }

  func superDecoder(forKey key: Key) throws -> any Decoder { try member(key) }

  private func member(_ key: Key) throws -> StateReader {
    guard let reader = reader(of: key) else {
      throw DecodingError.keyNotFound(
        key, .init(codingPath: [], debugDescription: "no \(key.stringValue) in a state"))
    }
    return reader
  }

  private func reader(of key: Key) -> StateReader? { reader(named: key.stringValue) }

  private func reader(named name: String) -> StateReader? {
    for place in [next, next - 1] where members.indices.contains(place) {
      if isMember(place, named: name) { return reader(at: place) }
    }
    return members.indices.first { isMember($0, named: name) }.map(reader)
  }

  /// Compares bytes: names that Unicode calls equivalent are different members.
  private func isMember(_ place: Int, named name: String) -> Bool {
    members[place].name.utf8.elementsEqual(name.utf8)
  }

  private func reader(at place: Int) -> StateReader {
    next = place + 1
    return StateReader(source: source, node: members[place].node)
  }
}

/// The elements of an array, one after the other.
struct StateUnkeyedReader: UnkeyedDecodingContainer {
  private let source: StateSource
  private let elements: [Int]
  private(set) var currentIndex = 0

  init(_ reader: StateReader) {
    source = reader.source
    elements = source.tree.children(of: reader.node)
  }

  var codingPath: [any CodingKey] { [] }
  var count: Int? { elements.count }
  var isAtEnd: Bool { currentIndex >= elements.count }

  mutating func decodeNil() throws -> Bool {
    guard try peek(Never?.self).decodeNil() else { return false }
    currentIndex += 1
    return true
  }

  mutating func decode<T: Decodable>(_ type: T.Type) throws -> T {
    let value = try peek(type).decode(type)
    currentIndex += 1
    return value
  }

  // What states are mostly made of by name, because that spares looking at what it is.
  mutating func decode(_ type: Int64.Type) throws -> Int64 { try read() }
  mutating func decode(_ type: Int.Type) throws -> Int { try read() }
  mutating func decode(_ type: Double.Type) throws -> Double { try read() }
  mutating func decode(_ type: String.Type) throws -> String { try read() }

  // The wide integers by name, because the protocol's own version of these two throws.
  mutating func decode(_ type: Int128.Type) throws -> Int128 { try read() }
  mutating func decode(_ type: UInt128.Type) throws -> UInt128 { try read() }

  private mutating func read<T: ReadableState>() throws -> T {
    let value = try T.read(from: peek(T.self))
    currentIndex += 1
    return value
  }

  mutating func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type
  ) throws -> KeyedDecodingContainer<Nested> {
    try superDecoder().container(keyedBy: type)
  }

  mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
    try superDecoder().unkeyedContainer()
  }

  mutating func superDecoder() throws -> any Decoder {
    let reader = try peek((any Decoder).self)
    currentIndex += 1
    return reader
  }

  private func peek(_ type: Any.Type) throws -> StateReader {
    guard !isAtEnd else {
      throw DecodingError.valueNotFound(
        type, .init(codingPath: [], debugDescription: "an array in a state ends early"))
    }
    return StateReader(source: source, node: elements[currentIndex])
  }
}
