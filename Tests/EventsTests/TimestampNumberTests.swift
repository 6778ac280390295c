import Events
import Testing

@Suite struct TimestampNumberTests {
  private func nanoseconds(_ text: String) -> Int64? {
    let bytes = [UInt8](text.utf8)
    return Timestamp(number: bytes.span)?.rawValue
  }

  @Test(
    arguments: [
      ("0", 0), ("-0", 0), ("0.0e99", 0), ("1", 1_000_000_000), ("-1.5", -1_500_000_000),
      ("1795231677", 1_795_231_677_000_000_000),
      ("1795231677.726114", 1_795_231_677_726_114_000),
      ("1795231677.7261141239", 1_795_231_677_726_114_123),
      ("1.795231677e9", 1_795_231_677_000_000_000),
      ("1795231677726", 1_795_231_677_726_000_000),
      ("1795231677726.5", 1_795_231_677_726_500_000),
      ("1795231677726114", 1_795_231_677_726_114_000),
      ("1795231677726114001", 1_795_231_677_726_114_001),
      ("1544712660300000001", 1_544_712_660_300_000_001),
      ("99999999999", nil), ("100000000000", 100_000_000_000_000_000),
      ("9223372036.854775807", Int64.max), ("9223372036.8547758079", Int64.max),
      ("9223372036854775807", Int64.max), ("-9223372036854775808", Int64.min),
      ("1e-9", 1), ("1e-10", 0), ("0.0000000019", 1),
    ] as [(String, Int64?)])
  func `a number counts seconds, milliseconds, microseconds or nanoseconds by its size`(
    text: String, expected: Int64?
  ) {
    #expect(nanoseconds(text) == expected)
  }

  @Test(arguments: [
    "", "-", ".", "x", "1x", "1.2.3", "1e", "1e+", "9223372036.854775808", "9223372036854775808",
    "18446744073709551615", "1e999999999999999999999", "-9223372037",
  ])
  func `what is no number, or too far away, gives no time`(text: String) {
    #expect(nanoseconds(text) == nil)
  }
}
