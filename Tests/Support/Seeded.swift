import SystemCalls

/// Numbers that look random and are the same in every run with one seed, so that every failure can
/// be seen again: SplitMix64.
package struct Seeded: RandomNumberGenerator, Sendable {
  private var state: UInt64

  package init(_ seed: UInt64) { state = seed }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// From 0 up to below a bound.
  package mutating func below(_ bound: Int) -> Int { Int(next() >> 33) % bound }

  /// From 0 up to below 1.
  package var share: Double {
    mutating get { Double(next() >> 11) / Double(1 << 53) }
  }

  /// Sixteen hexadecimal digits.
  package var hexadecimal: String {
    mutating get {
      let digits = String(next(), radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }
  }
}

/// The seed of a test's random numbers: `TLM_SEED`, else another one each time. The test prints it.
package func randomSeed() -> UInt64 {
  OwnProcess.variable("TLM_SEED").flatMap { UInt64($0) } ?? UInt64.random(in: 1...999_999_999)
}
