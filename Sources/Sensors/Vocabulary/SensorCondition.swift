import Events

extension SensorDefinition {
  /// A field that must have one of a few values.
  public struct Condition: Codable, Sendable, Equatable {
    /// Looked for at the top level, then in `metadata`, `data` and `payload`.
    public var field: String
    /// Any of these will do.
    public var values: [Scalar]

    /// A condition that the field has one of these values.
    public init(_ field: String, _ values: Scalar...) { self.init(field: field, values: values) }

    /// The same, of values that are in an array.
    public init(field: String, values: [Scalar]) {
      self.field = field
      self.values = values
    }

    /// A value without parts.
    public enum Scalar: Sendable, Equatable {
      /// True or false.
      case bool(Bool)
      /// A number; the event's is compared as the nearest Double.
      case number(Double)
      /// A text, compared by its bytes.
      case text(String)
    }
  }
}

extension SensorDefinition.Condition.Scalar {
  /// The outcome that is asked for under `success` and `outcome`: how an event ended is read off all
  /// that it says, by every reader alike. Nil for what asks something else.
  func outcome(under field: String) -> Outcome? {
    switch (self, field) {
    case (.bool(let isSuccess), "success"): isSuccess ? .success : .failure
    case (.text(let word), "outcome"): Outcome(rawValue: word) ?? Outcome(word: word)
    default: nil
    }
  }

  /// Whether a value of an event is this one: of the same kind, and equal.
  func matches(_ view: borrowing JSONView) -> Bool {
    switch self {
    case .bool(let bool): view.bool == bool
    case .number(let number): view.double == number
    // By bytes: what Unicode calls equivalent is another word to every other reader.
    case .text(let text): view.spells(text)
    }
  }
}

extension SensorDefinition.Condition.Scalar: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral
{
  public init(stringLiteral value: String) { self = .text(value) }
  public init(booleanLiteral value: Bool) { self = .bool(value) }
}

extension SensorDefinition.Condition.Scalar: Codable {
  public init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    // Each attempt fails where the value is of another kind; the last one tells.
    if let bool = try? value.decode(Bool.self) {
      self = .bool(bool)
    } else if let number = try? value.decode(Double.self) {
      self = .number(number)
    } else if let number = try? value.decode(Int64.self) {
      self = .number(Double(number))
    } else {
      self = .text(try value.decode(String.self))
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var value = encoder.singleValueContainer()
    switch self {
    case .bool(let bool): try value.encode(bool)
    case .number(let number): try value.encode(number)
    case .text(let text): try value.encode(text)
    }
  }
}
