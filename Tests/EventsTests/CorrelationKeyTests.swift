import Testing

@testable import Events

@Suite struct CorrelationKeyTests {
  @Test func `no two keys share a spelling, an option or a number of the index`() {
    let all = CorrelationKey.all
    let keys = all.flatMap(\.keys)
    let options = all.compactMap(\.option)
    let numbers = all.compactMap { $0.index?.number }

    #expect(Set(keys).count == keys.count)
    #expect(Set(options).count == options.count)
    #expect(Set(numbers).count == numbers.count)
  }

  @Test func `the index has room for every key`() {
    for key in CorrelationKey.all {
      // 1 and 11 are names and chosen fields; a kind has four bits, a spelling's place two.
      if let number = key.index?.number { #expect((2...15).contains(number) && number != 11) }
      #expect(key.keys.count <= 4)
    }
  }

  @Test func `numbers that are on disk stay what they are`() {
    let numbers = CorrelationKey.all.map { "\($0.name) \($0.index?.number ?? 0)" }

    #expect(
      numbers == [
        "tool 2", "component 3", "project 0", "issue_id 5", "session_id 4", "trace_id 6",
        "run_id 7", "stream 8", "event_id 9", "idempotency_key 10", "correlation_id 13",
        "causation_id 14", "parent_run_id 15",
      ])
  }

  @Test func `a filter asks for every key of the table, in whatever order they were set`() {
    var filter = Filter()
    var reversed = Filter()
    for key in CorrelationKey.all { filter[key] = ["a \(key.name)"] }
    for key in CorrelationKey.all.reversed() { reversed[key] = ["a \(key.name)"] }

    #expect(filter == reversed)
    #expect(filter.sessionIDs == ["a session_id"])
    for key in CorrelationKey.all { filter[key] = [] }
    #expect(filter.isEmpty)
  }
}
