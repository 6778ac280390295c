import Events

/// Whole numbers from 0 on, in every way in which clients write them.
enum CountReading {
  static func count(_ value: Value) throws(Fault) -> Int64 {
    let number = try whole(value)
    guard number >= 0 else {
      throw Fault(
        "greater_than_equal", at: [], "Input should be greater than or equal to 0", input: value,
        context: [Member("ge", 0)])
    }
    return number
  }

  private static func whole(_ value: Value) throws(Fault) -> Int64 {
    switch value {
    case .integer(let number): return number
    case .bool(let flag): return flag ? 1 : 0
    case .double(let number):
      if let whole = Int64(exactly: number) { return whole }
      if number == number.rounded() { throw tooLarge(value) }
      throw Fault(
        "int_from_float", at: [],
        "Input should be a valid integer, got a number with a fractional part", input: value)
    case .unsigned: throw tooLarge(value)
    case .string(let text):
      if let number = number(of: text) { return number }
      if isWhole(text) { throw tooLarge(value) }
      throw Fault(
        "int_parsing", at: [],
        "Input should be a valid integer, unable to parse string as an integer", input: value)
    default: throw Fault("int_type", at: [], "Input should be a valid integer", input: value)
    }
  }

  private static func tooLarge(_ value: Value) -> Fault {
    Fault(
      "int_parsing_size", at: [],
      "Unable to parse input string as an integer, exceeded maximum size", input: value)
  }

  /// Whether a text spells a whole number, however large.
  private static func isWhole(_ text: String) -> Bool {
    let word = text.filter { !$0.isWhitespace }.utf8
    let digits = word.dropFirst(word.first.map { "+-".utf8.contains($0) } == true ? 1 : 0)
    return !digits.isEmpty && digits.allSatisfy { 0x30...0x39 ~= $0 }
  }

  /// The number that a text spells; nil where it spells none.
  static func number(of text: String) -> Int64? {
    let digits = text.filter { !$0.isWhitespace }
    return digits.utf8.count <= 20 ? Int64(digits) : nil
  }
}
