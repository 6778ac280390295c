import Events
import Testing

@Suite struct TimestampBucketTests {
  @Test(arguments: [
    ("2026-02-13T10:20:30.5Z", "2026-02-13T10:00:00Z", "2026-02-13T00:00:00Z"),
    ("2026-02-13T00:00:00Z", "2026-02-13T00:00:00Z", "2026-02-13T00:00:00Z"),
    ("2026-02-13T23:59:59.999999999Z", "2026-02-13T23:00:00Z", "2026-02-13T00:00:00Z"),
    ("1969-12-31T23:59:59Z", "1969-12-31T23:00:00Z", "1969-12-31T00:00:00Z"),
    ("2024-02-29T12:00:00+14:00", "2024-02-28T22:00:00Z", "2024-02-28T00:00:00Z"),
  ])
  func `a time lies in an hour and a day of UTC`(text: String, hour: String, day: String) throws {
    let time = try #require(Timestamp(text))

    #expect(time.startOfHour == Timestamp(hour))
    #expect(time.startOfDay == Timestamp(day))
  }

  @Test func `the earliest and the latest time have buckets, too`() {
    #expect(Timestamp(rawValue: .min).startOfDay == Timestamp(rawValue: .min))
    #expect(Timestamp(rawValue: .max).startOfHour < Timestamp(rawValue: .max))
  }

  @Test func `the time between two instants is recorded, where both are known`() {
    var lengths = Distribution()
    lengths.record(from: Timestamp(rawValue: 10), to: Timestamp(rawValue: 15))
    lengths.record(from: nil, to: Timestamp(rawValue: 15))
    lengths.record(from: Timestamp(rawValue: 10), to: nil)
    lengths.record(from: Timestamp(rawValue: .min), to: Timestamp(rawValue: .max))
    lengths.record(from: Timestamp(rawValue: 15), to: Timestamp(rawValue: 10))

    #expect(lengths.count == 1 && lengths.sum == 5 && lengths.invalid == 1)
  }

  @Test(
    arguments: [
      ([3], 3), ([1, 2], 2), ([1, 1, 2], 1), ([0, 0, 0], 0), ([.max, .max], .max),
      ([Int64](repeating: 7, count: 100) + [8], 7),
    ] as [([Int64], Int64)])
  func `a mean is exact, and rounded half away from zero`(values: [Int64], mean: Int64) {
    var lengths = Distribution()
    #expect(lengths.mean == nil)

    for value in values { lengths.record(Nanoseconds(rawValue: value)) }

    #expect(lengths.mean?.rawValue == mean)
  }
}
