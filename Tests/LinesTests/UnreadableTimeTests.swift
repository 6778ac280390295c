import Events
import Lines
import Testing

/// A time that nobody can read is no time: not that of the line before, and no other key's.
@Suite struct UnreadableTimeTests {
  private func times(_ text: String) -> [String?] {
    var parser = TimedParser()
    let batch = parser.parse(LineChunk(Array(text.utf8)))
    return (0..<batch.count).map { batch.event(at: $0).time?.description }
  }

  @Test(arguments: [
    #""soon""#, "true", "[]", "{}", #""2026-02-30T00:00:00Z""#, "1e300", "1e400", #""5 o'clock""#,
  ])
  func `it is not the time of the line before, and leaves that to the next`(spelling: String) {
    let day = "2026-02-10T00:00:00.000000Z"
    let found = times(
      """
      {"ts":"2026-02-10T00:00:00Z","event":"a"}
      {"ts":\(spelling),"event":"b"}
      {"event":"c"}
      {"ts":\(spelling),"timestamp":"2026-02-12T00:00:00Z","event":"d"}
      {"ts":null,"event":"e"}
      {"metadata":{"ts":\(spelling)},"event":"f"}
      {"ts":"","timestamp":"2026-02-12T00:00:00Z","event":"g"}

      """)

    #expect(found == [day, nil, day, nil, day, nil, "2026-02-12T00:00:00.000000Z"])
  }
}
