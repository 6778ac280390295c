package import TLM

/// What a trace is asked for: one issue, run, session or trace, by its id.
package struct TraceSubject: Sendable, Equatable {
  /// What an id is of.
  package enum Kind: String, Sendable, CaseIterable {
    // In the order in which an id is taken for one.
    case issue, run, session, trace

    /// The key of events that holds such an id.
    package var key: CorrelationKey {
      switch self {
      case .issue: .issue
      case .run: .run
      case .session: .session
      case .trace: .trace
      }
    }
  }

  package let kind: Kind
  package let id: String

  package init(_ kind: Kind, _ id: String) { (self.kind, self.id) = (kind, id) }

  init?(_ value: Store.KeyValue) {
    guard let kind = Kind.allCases.first(where: { $0.key == value.key }) else { return nil }
    self.init(kind, value.value)
  }

  /// How the id may be spelt: of traces, W3C's digits and the same as a UUID.
  var spellings: [String] {
    guard kind == .trace else { return [id] }
    let digits = id.filter { $0 != "-" }
    guard digits.utf8.count == 32, digits.utf8.allSatisfy({ Self.isHex($0) }) else { return [id] }
    var dashed = ""
    for (place, digit) in digits.enumerated() {
      if [8, 12, 16, 20].contains(place) { dashed += "-" }
      dashed.append(digit)
    }
    return Array(Set([id, digits, dashed])).sorted()
  }

  private static func isHex(_ byte: UInt8) -> Bool {
    0x30...0x39 ~= byte || 0x61...0x66 ~= byte | 0x20
  }
}

/// What an id that somebody typed stands for.
package enum FoundSubject: Sendable, Equatable {
  case one(TraceSubject)
  /// Several begin so, some of which are here.
  case several([TraceSubject])
  /// None does; these look like it.
  case none(alike: [TraceSubject])
}
