/// The encoder that one value writes itself to.
final class StateWriter: Encoder {
  let sink: StateSink
  private var endTag: UInt8?
  private var isEmpty = true

  init(sink: StateSink) { self.sink = sink }

  var codingPath: [any CodingKey] { [] }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Key>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    open(StateTag.objectStart, until: StateTag.objectEnd)
    return KeyedEncodingContainer(StateKeyedWriter<Key>(writer: self))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer {
    open(StateTag.arrayStart, until: StateTag.arrayEnd)
    return StateUnkeyedWriter(writer: self)
  }

  func singleValueContainer() -> any SingleValueEncodingContainer {
    isEmpty = false
    return StateSingleWriter(sink: sink)
  }

  /// Closes what was opened; a value that wrote nothing at all is an object without members.
  func end() {
    if isEmpty { open(StateTag.objectStart, until: StateTag.objectEnd) }
    if let endTag { sink.tag(endTag) }
    endTag = nil
  }

  // Asking again for a container of the same kind goes on with the one that is open.
  private func open(_ start: UInt8, until end: UInt8) {
    precondition(endTag == nil || endTag == end, "a value opened containers of two kinds")
    if endTag == nil { sink.tag(start) }
    endTag = end
    isEmpty = false
  }
}

private struct StateKeyedWriter<Key: CodingKey>: KeyedEncodingContainerProtocol {
  let writer: StateWriter
  var codingPath: [any CodingKey] { [] }

  func encodeNil(forKey key: Key) {
    writer.sink.write(key.stringValue)
    writer.sink.tag(StateTag.null)
  }

  func encode<T: Encodable>(_ value: T, forKey key: Key) throws {
    writer.sink.write(key.stringValue)
    try writer.sink.write(value)
  }

  // What states are mostly made of by name, because that spares looking at what it is.
  func encode(_ value: Int64, forKey key: Key) { encode(Int128(value), forKey: key) }
  func encode(_ value: Int, forKey key: Key) { encode(Int128(value), forKey: key) }

  func encode(_ value: String, forKey key: Key) {
    writer.sink.write(key.stringValue)
    writer.sink.write(value)
  }

  // The wide integers by name, because the protocol's own version of these two throws.
  func encode(_ value: Int128, forKey key: Key) {
    writer.sink.write(key.stringValue)
    writer.sink.write(value)
  }

  func encode(_ value: UInt128, forKey key: Key) {
    writer.sink.write(key.stringValue)
    writer.sink.write(value)
  }

  func nestedContainer<Nested>(
    keyedBy type: Nested.Type, forKey key: Key
  ) -> KeyedEncodingContainer<Nested> {
    superEncoder(forKey: key).container(keyedBy: type)
  }

  func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
    superEncoder(forKey: key).unkeyedContainer()
  }

  func superEncoder() -> any Encoder {
    writer.sink.write("super")
    return writer.sink.reserve()
  }

  func superEncoder(forKey key: Key) -> any Encoder {
    writer.sink.write(key.stringValue)
    return writer.sink.reserve()
  }
}

private struct StateUnkeyedWriter: UnkeyedEncodingContainer {
  let writer: StateWriter
  private(set) var count = 0
  var codingPath: [any CodingKey] { [] }

  init(writer: StateWriter) { self.writer = writer }

  mutating func encodeNil() {
    count += 1
    writer.sink.tag(StateTag.null)
  }

  mutating func encode<T: Encodable>(_ value: T) throws {
    count += 1
    try writer.sink.write(value)
  }

  mutating func encode(_ value: Int64) { encode(Int128(value)) }
  mutating func encode(_ value: Int) { encode(Int128(value)) }

  mutating func encode(_ value: String) {
    count += 1
    writer.sink.write(value)
  }

  mutating func encode(_ value: Int128) {
    count += 1
    writer.sink.write(value)
  }

  mutating func encode(_ value: UInt128) {
    count += 1
    writer.sink.write(value)
  }

  mutating func nestedContainer<Nested>(
    keyedBy type: Nested.Type
  ) -> KeyedEncodingContainer<Nested> {
    superEncoder().container(keyedBy: type)
  }

  mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
    superEncoder().unkeyedContainer()
  }

  mutating func superEncoder() -> any Encoder {
    count += 1
    return writer.sink.reserve()
  }
}

private struct StateSingleWriter: SingleValueEncodingContainer {
  let sink: StateSink
  var codingPath: [any CodingKey] { [] }

  func encodeNil() { sink.tag(StateTag.null) }
  func encode<T: Encodable>(_ value: T) throws { try sink.write(value) }
  func encode(_ value: Int128) { sink.write(value) }
  func encode(_ value: UInt128) { sink.write(value) }
}
