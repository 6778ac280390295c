#if Tracing
  import Events
  import Tracing

  extension SpanAttributes {
    /// As fields, in the order of their names, so that lines of the same kind look alike.
    var members: [Member] {
      var members: [Member] = []
      forEach { name, attribute in members.append(Member(name, attribute.value)) }
      return members.sorted { $0.name < $1.name }
    }
  }

  extension SpanAttribute {
    fileprivate var value: Value {
      switch self {
      case .int32(let number): .integer(Int64(number))
      case .int64(let number): .integer(number)
      case .double(let number): Self.value(number)
      case .bool(let flag): .bool(flag)
      case .string(let text): .string(text)
      case .stringConvertible(let convertible): .string("\(convertible)")
      case .int32Array(let numbers): .array(numbers.map { .integer(Int64($0)) })
      case .int64Array(let numbers): .array(numbers.map { .integer($0) })
      case .doubleArray(let numbers): .array(numbers.map(Self.value))
      case .boolArray(let flags): .array(flags.map { .bool($0) })
      case .stringArray(let texts): .array(texts.map { .string($0) })
      case .stringConvertibleArray(let all): .array(all.map { .string("\($0)") })
      default: .null
      }
    }

    /// JSON has no word for what is no finite number.
    private static func value(_ number: Double) -> Value {
      number.isFinite ? .double(number) : .string("\(number)")
    }
  }
#endif
