package import TLM

extension Datum {
  /// As JSON: a length of time in seconds, an instant by RFC 3339, what is missing as null.
  package var value: Value {
    switch self {
    case .missing: .null
    case .flag(let flag): .bool(flag)
    case .whole(let number): .integer(number)
    case .large(let number): .unsigned(number)
    case .decimal(let number): .double(number)
    case .text(let label): .string(label.text)
    case .duration(let length): .double(Double(length) / 1e9)
    case .time(let time): .string(Timestamp(rawValue: time).description)
    case .json(let label): Value(json: label.text) ?? .string(label.text)
    }
  }

  /// As plain text: of what is missing, nothing.
  package var words: String {
    switch self {
    case .missing: ""
    case .flag(let flag): flag ? "true" : "false"
    case .whole(let number): String(number)
    case .large(let number): String(number)
    case .decimal(let number): number.description
    case .text(let label), .json(let label): label.text
    case .duration(let length): (Double(length) / 1e9).description
    case .time(let time): Timestamp(rawValue: time).description
    }
  }
}

extension ValueType {
  /// As documents name it.
  package var name: String {
    switch self {
    case .any: "any"
    case .number: "number"
    case .text: "text"
    case .flag: "bool"
    case .duration: "seconds"
    case .time: "time"
    }
  }
}
