/// Values under well-known keys that nobody can read, as far as a look at the lines of a log met them.
package struct UnreadableInspection: Sendable, Equatable {
  /// One of them.
  package struct Example: Sendable, Equatable {
    /// Where its line stands.
    package let position: Position
    package let key: String
    /// How the value begins, as it stands in the line.
    package let beginning: [UInt8]
  }

  /// How many there are, by their key.
  package private(set) var counts: [String: Int] = [:]
  /// The first.
  package private(set) var first: Example?

  /// Bytes that are kept of the example's value.
  private static let beginningLimit = 80

  package init() {}

  /// All of them.
  package var count: Int { counts.values.reduce(0, +) }

  mutating func add(_ event: borrowing Event) {
    if !event.isSuspect { return }
    let position = event.position
    event.forEachUnreadable { key, value in
      counts[key.spelling, default: 0] += 1
      if first == nil {
        let length = min(value.text.count, Self.beginningLimit)
        first = Example(
          position: position, key: key.spelling,
          beginning: (0..<length).map { value.text[$0] })
      }
    }
  }
}

extension Finding {
  /// What is told of values that nobody can read.
  static func unreadable(_ values: UnreadableInspection) -> [Finding] {
    guard let first = values.first else { return [] }
    let keys = values.counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    let shown = keys.prefix(5).map { "\($0.key) \($0.value)" }.joined(separator: ", ")
    let rest = keys.count > 5 ? " and \(keys.count - 5) more keys" : ""
    let (value, have) = values.count == 1 ? ("value", "has") : ("values", "have")
    return [
      Finding(
        severity: .note, code: "unreadable",
        message: "\(values.count) \(value) of known keys \(have) a spelling that nobody can read "
          + "(\(shown)\(rest)), the first at \(first.position): \(first.key) is "
          + "\(SafeText.of(first.beginning)); such a time is no time, such a length no length, such an end "
          + "unknown, and none of them is taken for another value")
    ]
  }
}
