import Events

/// A value that does not write itself as its own `encode(to:)` says. To be asked first, as asking costs the
/// most where the answer is no.
protocol ShapedState {}

/// A value that goes into the bytes as it is, without a container.
protocol SimpleState: ShapedState {
  func write(to sink: StateSink)
}

/// A value whose own `encode(to:)` would lose something: the order of its entries has to be made,
/// or an empty inner optional told from an empty outer one.
protocol SpecialState: ShapedState {
  func write(to sink: StateSink) throws
}

extension Bool: SimpleState { func write(to sink: StateSink) { sink.write(self) } }
extension String: SimpleState { func write(to sink: StateSink) { sink.write(self) } }
extension Label: SimpleState { func write(to sink: StateSink) { sink.write(text) } }
extension Double: SimpleState { func write(to sink: StateSink) { sink.write(self) } }
extension Float: SimpleState { func write(to sink: StateSink) { sink.write(self) } }
extension UInt128: SimpleState { func write(to sink: StateSink) { sink.write(self) } }
extension SimpleState where Self: BinaryInteger {
  func write(to sink: StateSink) { sink.write(Int128(self)) }
}
extension Int: SimpleState {}
extension Int8: SimpleState {}
extension Int16: SimpleState {}
extension Int32: SimpleState {}
extension Int64: SimpleState {}
extension Int128: SimpleState {}
extension UInt: SimpleState {}
extension UInt8: SimpleState {}
extension UInt16: SimpleState {}
extension UInt32: SimpleState {}
extension UInt64: SimpleState {}

extension Dictionary: ShapedState where Key: Encodable, Value: Encodable {}
extension Dictionary: SpecialState where Key: Encodable, Value: Encodable {
  /// In the form that `Dictionary.init(from:)` reads: members where keys can be coding keys,
  /// else an array of keys and values in turn.
  func write(to sink: StateSink) throws {
    if let name = Self.textOfKey {
      try sink.sorted(between: StateTag.objectStart, and: StateTag.objectEnd) { entries in
        for (key, value) in self {
          try entries.entry { sink in
            sink.write(name(key))
            try sink.write(value)
          }
        }
      }
    } else {
      try sink.sorted(between: StateTag.arrayStart, and: StateTag.arrayEnd) { entries in
        for (key, value) in self {
          try entries.entry { sink in
            try sink.write(key)
            try sink.write(value)
          }
        }
      }
    }
  }

  private static var textOfKey: ((Key) -> String)? {
    if Key.self == Label.self { return { ($0 as? Label)?.text ?? "" } }
    if Key.self == String.self { return { $0 as? String ?? "" } }
    if Key.self == Int.self { return { String(describing: $0) } }
    if Key.self is any CodingKeyRepresentable.Type {
      return { ($0 as? any CodingKeyRepresentable)?.codingKey.stringValue ?? "" }
    }
    return nil
  }
}

extension Set: ShapedState where Element: Encodable {}
extension Set: SpecialState where Element: Encodable {
  func write(to sink: StateSink) throws {
    try sink.sorted(between: StateTag.arrayStart, and: StateTag.arrayEnd) { entries in
      for element in self { try entries.entry { try $0.write(element) } }
    }
  }
}

extension DistinctLabels: SpecialState {
  func write(to sink: StateSink) {
    sink.sorted(between: StateTag.arrayStart, and: StateTag.arrayEnd) { entries in
      for label in labels { entries.entry { $0.write(label.text) } }
    }
  }
}

/// Any optional, to tell one inside another.
private protocol OptionalState {}
extension Optional: OptionalState {}

extension Optional: ShapedState where Wrapped: Encodable {}
extension Optional: SpecialState where Wrapped: Encodable {
  func write(to sink: StateSink) throws {
    guard let wrapped = self else { return sink.tag(StateTag.null) }
    if Wrapped.self is any OptionalState.Type { sink.tag(StateTag.some) }
    try sink.write(wrapped)
  }
}
