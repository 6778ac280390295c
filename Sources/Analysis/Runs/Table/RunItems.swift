import TLM

/// How many items a run dealt with: whole numbers up to four billion.
package struct RunItems: Sendable, Equatable {
  package private(set) var discovered: UInt32 = 0
  package private(set) var succeeded: UInt32 = 0
  package private(set) var failed: UInt32 = 0
  package private(set) var skipped: UInt32 = 0

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

  private static func count(_ value: Value) -> UInt32 {
    guard let number = value.number, number > 0 else { return 0 }
    return number < Double(UInt32.max) ? UInt32(number.rounded()) : .max
  }
}
