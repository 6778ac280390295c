/// Reads back what `StateEncoder` wrote.
package struct StateDecoder: Sendable {
  /// A decoder; it keeps nothing between two states.
  package init() {}

  /// The state that `bytes` are the canonical encoding of.
  ///
  /// - Throws: `DecodingError` when the bytes are damaged or belong to another type.
  package func decode<State: Decodable>(_ type: State.Type, from bytes: [UInt8]) throws -> State {
    let source = StateSource(tree: try StateTree(bytes))
    return try StateReader(source: source, node: 0).decode(type)
  }
}

/// The tree that all readers of one state share.
final class StateSource: Sendable {
  let tree: StateTree
  init(tree: StateTree) { self.tree = tree }
}

/// The decoder of one value.
struct StateReader: Decoder, SingleValueDecodingContainer {
  let source: StateSource
  let node: Int

  var codingPath: [any CodingKey] { [] }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
    guard tag == StateTag.objectStart else { throw mismatch([String: Any].self) }
    return KeyedDecodingContainer(StateKeyedReader(self))
  }

  func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
    guard tag == StateTag.arrayStart else { throw mismatch([Any].self) }
    return StateUnkeyedReader(self)
  }

  func singleValueContainer() -> any SingleValueDecodingContainer { self }

  func decodeNil() -> Bool { tag == StateTag.null }

  func decode<T: Decodable>(_ type: T.Type) throws -> T {
    guard let special = type as? any ReadableState.Type else { return try T(from: self) }
    guard let value = try special.read(from: self) as? T else { throw mismatch(type) }
    return value
  }

  // The wide integers by name, because the protocol's own version of these two throws.
  func decode(_ type: Int128.Type) throws -> Int128 { try .read(from: self) }
  func decode(_ type: UInt128.Type) throws -> UInt128 { try .read(from: self) }

  /// What an optional that marks its value holds; this value itself where there is no mark.
  var unwrapped: StateReader {
    tag == StateTag.some ? StateReader(source: source, node: node + 1) : self
  }

  var tag: UInt8 { source.tree.nodes[node].tag }

  func mismatch(_ type: Any.Type) -> DecodingError {
    let offset = source.tree.nodes[node].bytes.lowerBound
    return .typeMismatch(
      type, .init(codingPath: [], debugDescription: "no \(type) at byte \(offset) of a state"))
  }
}
