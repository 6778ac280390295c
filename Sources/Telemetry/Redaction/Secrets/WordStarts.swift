/// How words begin that have to be looked at: with all others nothing begins that is a secret, and they
/// say of nothing that it is one, unless they end or stand so.
enum WordStarts {
  /// Whether a word that begins with these two bytes may matter: few words do.
  static func matter(_ first: UInt8, _ second: UInt8) -> Bool {
    table[Int(first)] >> UInt64(second & 63) & 1 == 1
  }

  /// By the first byte, the low bits of the second ones: no array, as in `TokenRule`.
  private static let table: InlineArray<256, UInt64> = {
    var table = InlineArray<256, UInt64>(repeating: 0)
    func add(_ first: UInt8, _ second: UInt8) { table[Int(first)] |= 1 << UInt64(second & 63) }
    for rule in TokenRule.all { add(rule.prefix[0], rule.prefix[1]) }
    for letters in EncodedTokens.beginnings {
      add(UInt8(truncatingIfNeeded: letters >> 24), UInt8(truncatingIfNeeded: letters >> 16))
    }
    let starts = [KnownBytes.objectStart, KnownBytes.secretKeyStart, KnownBytes.atlas]
    for start in starts { add(start[0], start[1]) }
    // Schemes, in letters of any size.
    for start in [KnownBytes.bearer, KnownBytes.basic] {
      for first in [start[0], start[0] & ~0x20] {
        for second in [start[1], start[1] & ~0x20] { add(first, second) }
      }
    }
    for name in ProgramOptions.names {
      let start = Array(name.utf8)
      for second in [start[1], start[1] & ~0x20] { add(start[0], second) }
    }
    return table
  }()
}
