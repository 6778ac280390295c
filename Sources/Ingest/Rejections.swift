/// What of a request is left out, and why: each reason with how often it came and the first it came to;
/// and what was taken in another way than it was sent.
struct Rejections: Sendable {
  enum Reason: Int, Sendable, CaseIterable {
    case off, reserved, tooLong, unreadable
  }

  private struct Kind: Sendable {
    private(set) var count = 0
    private(set) var first = ""

    mutating func add(_ sentence: @autoclosure () -> String) {
      if count == 0 { first = sentence() }
      count += 1
    }
  }

  private var kinds: [Kind] = Array(repeating: Kind(), count: Reason.allCases.count)
  private var warnings = Kind()

  var count: Int { kinds.reduce(0) { $0 + $1.count } }

  mutating func add(_ reason: Reason, _ first: @autoclosure () -> String) {
    kinds[reason.rawValue].add(first())
  }

  /// Says something of what is taken all the same.
  mutating func warn(_ first: @autoclosure () -> String) { warnings.add(first()) }

  /// A sentence for each reason; nil where there is nothing to say.
  var message: String? {
    let parts = (kinds + [warnings]).filter { $0.count > 0 }.map { kind in
      kind.count == 1 ? kind.first : "\(kind.first) (and \(kind.count - 1) more like it)"
    }
    return parts.isEmpty ? nil : parts.joined(separator: "; ")
  }
}
