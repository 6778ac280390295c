import SystemCalls

/// What this process found to be damaged below any `views/`, for a program that says so once.
package enum ViewsDamage {
  private static let found = Guarded<String?>(nil)

  static func note(_ sentence: String) { found.withLock { if $0 == nil { $0 = sentence } } }

  /// The first damage since this was asked last, in a sentence; nil: none.
  package static func take() -> String? {
    found.withLock { found in
      defer { found = nil }
      return found
    }
  }
}
