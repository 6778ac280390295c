import Events
import Journal
import TestSupport
import Testing

extension ProcessTests.ConditionTests {
  @Test func `eight processes append to one stream by its revision, and it stays without a gap`()
    throws
  {
    let watch = Stopwatch()
    let count = StoreLocation.variable("TLM_SOAK") == "1" ? 2_000 : 60
    let log = try EventLog.create(scratch.store)
    let writers = try (0..<8).map {
      try Actors.start("expect", scratch.store, ["writer=\($0)", "count=\(count)"])
    }

    var receipts: [Int: Position] = [:]
    var conflicts = 0
    for writer in writers {
      for line in try writer.lines() {
        let words = line.split(separator: " ").map(String.init)
        if words[0] == "conflicts" {
          conflicts += Int(words[1]) ?? 0
        } else {
          try #require(words[0] == "at" && words.count == 5, "\(line)")
          let revision = try #require(Int(words[3]))
          let position = try #require(Int64(words[1]))
          #expect(receipts[revision] == nil, "revision \(revision) was given out twice")
          receipts[revision] = Position(rawValue: position)
        }
      }
      #expect(writer.wait() == .exited(0))
    }

    #expect(receipts.count == 8 * count, "revisions are dense")
    #expect((0..<8 * count).allSatisfy { receipts[$0] != nil })
    // The order of revisions is that of the log, and each writer's events are there once.
    let lines = try log.lines()
    #expect(lines.count == 8 * count && Set(lines).count == lines.count)
    let positions = (0..<8 * count).compactMap { receipts[$0] }
    #expect(positions == positions.sorted())
    watch.report("[processes] 8 × \(count) appends by revision, \(conflicts) conflicts")
  }

  @Test func `of eight processes that append under one key exactly one writes`() throws {
    let watch = Stopwatch()
    let count = 40
    let log = try EventLog.create(scratch.store)
    let writers = try (0..<8).map {
      try Actors.start("append-keys", scratch.store, ["writer=\($0)", "count=\(count)"])
    }

    var places: [Int: Set<String>] = [:]
    var firsts = 0
    for writer in writers {
      for line in try writer.lines() {
        let words = line.split(separator: " ").map(String.init)
        try #require(words.count == 3, "\(line)")
        firsts += words[0] == "first" ? 1 : 0
        places[try #require(Int(words[1])), default: []].insert(words[2])
      }
      #expect(writer.wait() == .exited(0))
    }

    #expect(firsts == count)
    #expect(try log.lines().count == count)
    #expect(places.count == count && places.values.allSatisfy { $0.count == 1 })
    watch.report("[processes] 8 × \(count) appends under shared keys")
  }
}
