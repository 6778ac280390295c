import TestSupport
import Testing

@testable import TLM
@testable import Folding
@testable import Views

@Suite struct SubscriptionTests {
  @Test func `it brings the events of the filter, those there and those that come`() async throws {
    let bench = try Bench(sampleLog(events: 400), segmentLimit: 16 << 10)
    var filter = Filter()
    filter.names = ["issue_start", "late"]
    var iterator = Subscription(to: bench.log, from: nil, matching: filter, draining: false)
      .makeAsyncIterator()
    var names: [String] = []
    var isCaughtUp = false
    while !isCaughtUp {
      let batch = try #require(try await iterator.next())
      names += batch.events.compactMap { $0.event.name }
      isCaughtUp = batch.isCaughtUp
    }
    #expect(names == Array(repeating: "issue_start", count: 100))

    try bench.log.append(lines: Array("{\"event\":\"other\"}\n{\"event\":\"late\"}\n".utf8))
    let batch = try #require(try await iterator.next())

    #expect(batch.events.map { $0.event.name } == ["late"])
    let end = try bench.log.bounds().upperBound
    #expect(batch.isCaughtUp && batch.position == end)
  }

  @Test func `it announces the end of an empty log, and of one without such events`() async throws {
    var filter = Filter()
    filter.names = ["nothing"]
    for text in ["", sampleLog(events: 20)] {
      let bench = try Bench(text)
      var iterator = Subscription(to: bench.log, from: nil, matching: filter, draining: false)
        .makeAsyncIterator()
      let batch = try #require(try await iterator.next())
      let end = try bench.log.bounds().upperBound
      #expect(batch.events.isEmpty && batch.isCaughtUp && batch.position == end)
    }
  }

  @Test func `from any line on the events are those of the whole, with their times`() async throws {
    let text = sampleLog(events: 60)
    let bench = try Bench(text)
    var whole: [String] = []
    var scan = Scan()
    try scan.run(over: bench.log.read()) { event in
      whole.append("\(event.position) \(event.time?.rawValue ?? 0)")
      return true
    }
    for start in lineStarts(of: text).dropLast() {
      let position = Position(rawValue: Int64(start))
      var found: [String] = []
      let all = Subscription(to: bench.log, from: position, matching: Filter(), draining: false)
      for try await batch in all {
        found += batch.events.map { "\($0.position) \($0.time?.rawValue ?? 0)" }
        if batch.isCaughtUp { break }
      }
      #expect(found == whole.suffix(found.count))
      let first = found.first.flatMap { Int($0.prefix { $0 != " " }) }
      #expect(first.map { $0 >= start } ?? true)
    }
  }
}
