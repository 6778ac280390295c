/// Any JSON value, with the members of an object in the order they were given.
public enum Value: Sendable, Equatable {
  /// The word `null`.
  case null
  /// True or false.
  case bool(Bool)
  /// A whole number that fits 64 bits with a sign.
  case integer(Int64)
  /// A whole number beyond `Int64`, up to 2^64 − 1.
  case unsigned(UInt64)
  /// Any other number; one that is not finite is written as `null`.
  case double(Double)
  /// A text, decoded.
  case string(String)
  /// Values in their order.
  case array([Value])
  /// Members in their order; the same name may come twice, and then the first counts.
  case object([Member])
}

/// One member of a JSON object.
public struct Member: Sendable, Equatable {
  /// The key, decoded.
  public var name: String
  /// What stands under it.
  public var value: Value

  /// A member of this name; whether the object has another of it is not looked at.
  public init(_ name: String, _ value: Value) {
    self.name = name
    self.value = value
  }
}

extension Value: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByNilLiteral, ExpressibleByArrayLiteral,
  ExpressibleByDictionaryLiteral
{
  public init(stringLiteral value: String) { self = .string(value) }
  public init(integerLiteral value: Int64) { self = .integer(value) }
  public init(floatLiteral value: Double) { self = .double(value) }
  public init(booleanLiteral value: Bool) { self = .bool(value) }
  public init(nilLiteral: ()) { self = .null }
  public init(arrayLiteral elements: Value...) { self = .array(elements) }
  public init(dictionaryLiteral elements: (String, Value)...) {
    self = .object(elements.map { Member($0.0, $0.1) })
  }
}

extension Value {
  /// The member of an object by its name; nil for other values and for absent members.
  public subscript(name: String) -> Value? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.name == name }?.value
  }
}
