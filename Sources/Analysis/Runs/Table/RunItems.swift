package import TLM

/// How many items a run dealt with.
package struct RunItems: Sendable, Equatable {
  package private(set) var discovered: Int64 = 0
  package private(set) var succeeded: Int64 = 0
  package private(set) var failed: Int64 = 0
  package private(set) var skipped: Int64 = 0

  /// Members of records, in the order above.
  static let names = ["items_discovered", "items_succeeded", "items_failed", "items_skipped"]

  init() {}

  /// Takes over what a record tells.
  mutating func tell(_ told: (String) -> Value?) {
    if let value = told(Self.names[0]) { discovered = Self.count(value) }
    if let value = told(Self.names[1]) { succeeded = Self.count(value) }
    if let value = told(Self.names[2]) { failed = Self.count(value) }
    if let value = told(Self.names[3]) { skipped = Self.count(value) }
  }

  /// The count that a record gives: none where it is no number, and the greatest there is where it is
  /// beyond that. Whole numbers above 2^53 stand in the log as texts.
  package static func count(_ value: Value) -> Int64 {
    switch value {
    case .integer(let number): return max(0, number)
    case .unsigned: return .max
    case .double(let number):
      let whole = number.rounded()
      return whole > 0 ? Int64(exactly: whole) ?? .max : 0
    case .string(let text): return max(0, Int64(text) ?? 0)
    case .null, .bool, .array, .object: return 0
    }
  }
}
