import TestSupport
import Testing

@testable import TLM
@testable import Views

/// Rows, and conditions on them, at random.
private struct RandomRows {
  var random: Seeded

  private static let names = [
    "a", "b", "a.b", "metadata", "caf\u{E9}", "cafe\u{301}", "", "x y", "\u{1}\"\\", "event",
    "tool",
  ]
  private static let texts = [
    "", "a", "b", "ab", "caf\u{E9}", "cafe\u{301}", "9007199254740993", "-9007199254740993",
    "9007199254740992", "18446744073709551615", "18446744073709551616", "0000000000000000000012",
    "12", "1e3", "\n\t\"\\\u{7}", "9223372036854775808", "true", "null", "𝄞",
  ]
  private static let doubles: [Double] = [
    0, -0.0, 1, 1.5, -2.25, 1e16, 1e300, .leastNonzeroMagnitude, .infinity, -.infinity, .nan,
    9_007_199_254_740_992,
    0.1, 123_456_789.123_456_7, 1.7976931348623157e308, 9.223372036854775e18, 3,
  ]
  private static let integers: [Int64] = [
    0, 1, -1, 3, 12, .max, .min, 1 << 53, (1 << 53) + 1, -(1 << 53) - 1, 1000,
  ]

  mutating func pick<Element>(_ list: [Element]) -> Element { list[random.below(list.count)] }

  mutating func scalar() -> Value {
    switch random.below(6) {
    case 0: .null
    case 1: .bool(random.below(2) == 0)
    case 2: .integer(pick(Self.integers))
    case 3: .unsigned(pick([0, 7, 1 << 63, .max]))
    case 4: .double(pick(Self.doubles))
    default: .string(pick(Self.texts))
    }
  }

  mutating func value(depth: Int) -> Value {
    switch depth > 0 ? random.below(5) : 4 {
    case 0: .array((0..<random.below(4)).map { _ in value(depth: depth - 1) })
    case 1, 2: object(depth: depth - 1)
    default: scalar()
    }
  }

  mutating func object(depth: Int) -> Value {
    .object((0..<random.below(6)).map { _ in Member(pick(Self.names), value(depth: depth)) })
  }

  mutating func row() -> Value { random.below(12) == 0 ? value(depth: 2) : object(depth: 3) }

  mutating func condition() -> FieldCondition {
    let steps = random.below(3) == 0 ? 1 + random.below(3) : 1
    let field = (0..<steps).map { _ in pick(Self.names) }.joined(separator: ".")
    let operand = random.below(15) == 0 ? value(depth: 1) : scalar()
    return FieldCondition(field, pick(FieldCondition.Comparison.allCases), operand)
  }
}

@Suite struct RowConditionsTests {
  /// The row printed as a line, and the line read as an event.
  private func holdsForLine(
    _ conditions: [FieldCondition], _ row: Value, _ parser: LineParser
  ) -> Bool {
    let batch = parser.parse(LineChunk(Array((JSONWriter.text(of: row) + "\n").utf8)))
    guard batch.count == 1 else { return false }
    return conditions.allSatisfy { $0.holds(for: batch.event(at: 0)) }
  }

  @Test(arguments: 1...4)
  func `a condition holds for a row where it holds for the line that the row is printed as`(
    seed: UInt64
  ) {
    var rows = RandomRows(random: Seeded(seed))
    let parser = LineParser()
    var held = 0
    for _ in 0..<600 {
      let row = rows.row()
      for _ in 0..<4 {
        let condition = rows.condition()
        let isHeld = Query.RowConditions([condition]).hold(for: row)
        if isHeld { held += 1 }
        #expect(
          isHeld == holdsForLine([condition], row, parser),
          "\(condition) of \(JSONWriter.text(of: row))")
      }
    }
    #expect(held > 50, "the rows and conditions have something to do with each other")
  }

  @Test func `conditions hold together or not at all`() {
    let row: Value = ["open": true, "started": 3]
    let (good, bad) = (FieldCondition("open", .exists), FieldCondition("started", .less, 3))

    #expect(Query.RowConditions([]).hold(for: .null))
    #expect(Query.RowConditions([good]).hold(for: row))
    #expect(!Query.RowConditions([good, bad]).hold(for: row))
  }
}
