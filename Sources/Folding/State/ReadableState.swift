import Events

/// A value that is read off the tree directly, without an `init(from:)`.
protocol ReadableState {
  static func read(from reader: StateReader) throws -> Self
}

extension ReadableState {
  fileprivate static func unless(missing value: Self?, in reader: StateReader) throws -> Self {
    guard let value else { throw reader.mismatch(Self.self) }
    return value
  }
}

extension ReadableState where Self: FixedWidthInteger {
  static func read(from reader: StateReader) throws -> Self {
    try unless(missing: reader.source.tree.integer(reader.node, as: Self.self), in: reader)
  }
}

extension Int: ReadableState {}
extension Int8: ReadableState {}
extension Int16: ReadableState {}
extension Int32: ReadableState {}
extension Int64: ReadableState {}
extension Int128: ReadableState {}
extension UInt: ReadableState {}
extension UInt8: ReadableState {}
extension UInt16: ReadableState {}
extension UInt32: ReadableState {}
extension UInt64: ReadableState {}
extension UInt128: ReadableState {}

extension Bool: ReadableState {
  static func read(from reader: StateReader) throws -> Bool {
    try unless(missing: reader.source.tree.bool(reader.node), in: reader)
  }
}

extension String: ReadableState {
  static func read(from reader: StateReader) throws -> String {
    try unless(missing: reader.source.tree.text(reader.node), in: reader)
  }
}

extension Double: ReadableState {
  static func read(from reader: StateReader) throws -> Double {
    try unless(missing: reader.source.tree.double(reader.node), in: reader)
  }
}

extension Float: ReadableState {
  static func read(from reader: StateReader) throws -> Float {
    try unless(missing: reader.source.tree.float(reader.node), in: reader)
  }
}

extension Optional: ReadableState where Wrapped: Decodable {
  static func read(from reader: StateReader) throws -> Wrapped? {
    if reader.decodeNil() { return nil }
    return try reader.unwrapped.decode(Wrapped.self)
  }
}

extension DistinctLabels: ReadableState {
  /// As they were written, each once: no set is made to find that out.
  static func read(from reader: StateReader) throws -> DistinctLabels {
    guard reader.tag == StateTag.arrayStart else { throw reader.mismatch(Self.self) }
    let tree = reader.source.tree
    return DistinctLabels(
      try tree.children(of: reader.node).map { child in
        guard let text = tree.text(child) else { throw reader.mismatch(Label.self) }
        return Label(text)
      })
  }
}
