/// What becomes of a call of a tool.
package enum GateVerdict: UInt8, Sendable, CaseIterable {
  /// The host decides as it would without a gate.
  case allow = 0
  /// A person is asked.
  case ask = 1
  /// The mode does not allow the category.
  case deny = 2
  /// There were as many calls in the last minute as the mode allows.
  case tooMany = 3

  /// How strict it is: of two gates the stricter counts.
  package var strictness: Int {
    switch self {
    case .allow: 0
    case .ask: 1
    case .tooMany: 2
    case .deny: 3
    }
  }
}
