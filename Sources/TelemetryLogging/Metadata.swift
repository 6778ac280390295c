#if Logging
  import Events
  import Logging

  /// Metadata of swift-log as JSON.
  enum Metadata {
    /// As deep as they are nested; what lies deeper is told as text.
    private static let depth = 32

    /// In the order of their names, so that lines of the same kind look alike.
    static func members(of metadata: Logger.Metadata, depth: Int = depth) -> [Member] {
      guard metadata.count > 1 else {
        return metadata.map { Member($0.key, value($0.value, depth)) }
      }
      return metadata.sorted { $0.key < $1.key }.map { Member($0.key, value($0.value, depth)) }
    }

    private static func value(_ value: Logger.MetadataValue, _ depth: Int) -> Value {
      switch value {
      case .string(let text): return .string(text)
      case .stringConvertible(let convertible): return Self.value(convertible)
      case .dictionary, .array:
        guard depth > 0 else { return .string("\(value)") }
        return nested(value, depth - 1)
      }
    }

    private static func nested(_ value: Logger.MetadataValue, _ depth: Int) -> Value {
      switch value {
      case .dictionary(let metadata): .object(members(of: metadata, depth: depth))
      case .array(let values): .array(values.map { Self.value($0, depth) })
      default: .string("\(value)")
      }
    }

    /// Numbers and truths stay what they are.
    private static func value(_ convertible: any CustomStringConvertible & Sendable) -> Value {
      switch convertible {
      case let text as String: .string(text)
      case let flag as Bool: .bool(flag)
      case let number as any BinaryInteger: integer(number)
      case let number as Double where number.isFinite: .double(number)
      case let number as Float where number.isFinite: .double(Double(number))
      default: .string(convertible.description)
      }
    }

    private static func integer(_ number: some BinaryInteger) -> Value {
      if let number = Int64(exactly: number) { return .integer(number) }
      if let number = UInt64(exactly: number) { return .unsigned(number) }
      return .string("\(number)")
    }
  }
#endif
