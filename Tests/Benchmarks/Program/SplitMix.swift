/// Numbers that look random and are the same each time.
struct SplitMix: Sendable {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }

  /// From 0 up to below a bound.
  mutating func below(_ bound: Int) -> Int { Int(next() >> 33) % bound }

  /// From 0 up to below 1.
  var share: Double {
    mutating get { Double(next() >> 11) / Double(1 << 53) }
  }

  /// Sixteen hexadecimal digits.
  var hexadecimal: String {
    mutating get {
      let digits = String(next(), radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }
  }
}
