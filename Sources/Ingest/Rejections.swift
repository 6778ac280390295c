/// What of a request is left out, and why: each reason with how often it came and the first it came to.
struct Rejections: Sendable {
  enum Reason: Int, Sendable, CaseIterable {
    case off, reserved, tooLong, unreadable
  }

  private struct Kind: Sendable {
    var count = 0
    var first = ""
  }

  private var kinds: [Kind] = Array(repeating: Kind(), count: Reason.allCases.count)

  var count: Int { kinds.reduce(0) { $0 + $1.count } }

  mutating func add(_ reason: Reason, _ first: @autoclosure () -> String) {
    if kinds[reason.rawValue].count == 0 { kinds[reason.rawValue].first = first() }
    kinds[reason.rawValue].count += 1
  }

  /// A sentence for each reason; nil where nothing is left out.
  var message: String? {
    let parts = kinds.filter { $0.count > 0 }.map { kind in
      kind.count == 1 ? kind.first : "\(kind.first) (and \(kind.count - 1) more like it)"
    }
    return parts.isEmpty ? nil : parts.joined(separator: "; ")
  }
}
