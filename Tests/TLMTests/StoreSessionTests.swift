import LMDB
import SystemCalls
import TestSupport
import Testing

@testable import TLM

/// A store that is long enough to be indexed, and whose states are kept.
private struct LongStore {
  let scratch = Scratch()
  let store: Store

  init() throws {
    store = try Store.create(at: StoreLocation(path: scratch.store, reason: .option))
    let lines = (0..<6000).map { number in
      #"{"ts":"2026-02-13T10:00:00Z","event":"issue_started","issue_id":"B-\#(number % 100)","#
        + #""text":"\#(String(repeating: "x", count: 40))"}"# + "\n"
    }
    try store.log.append(lines: lines.joined().flatMap(\.utf8))
  }

  var data: String { store.log.layout.views + "/data.mdb" }

  /// How often LMDB opens the environment while `body` runs.
  func opens(_ body: () throws -> Void) throws -> Int {
    let (result, calls) = CallFaults.calls { () throws(any Error) in try body() }
    try result.get()
    return calls.count { $0 == "mdb_env_open" }
  }

  func count(of name: String, by store: Store? = nil) throws -> Int? {
    try (store ?? self.store).state(of: EventCounts()).state.tally(of: name)?.count
  }

  func countsAll() throws {
    #expect(try count(of: "issue_started") == 6000)
    var query = Query()
    query.filter.issueIDs = ["B-7"]
    #expect(try store.events(matching: query).count == 60)
  }
}

@Suite struct StoreSessionTests {
  @Test func `all verbs of a store share what is open of its views`() throws {
    let long = try LongStore()
    let store = long.store
    let name = NewEvent("paid", at: .current)

    let opens = try long.opens {
      _ = try store.replay([EventCounts()])
      try long.countsAll()
      _ = try store.rows(of: Issues()).page(limit: 3)
      _ = try store.rebuild([Velocity()])
      _ = try store.verify(EventCounts())
      _ = try store.projectionStatus()
      try store.rebuildIndex()
      #expect(try store.indexStatus().condition == .good)
      let reader = try SensorReader(of: store)
      _ = try reader.snapshot()
      _ = try reader.snapshot(at: .current)
      try store.append([name], onlyIf: [.expecting(stream: "order-7", revision: 0)])
      #expect(try store.examine().isHealthy)
    }

    #expect(opens == 1)
  }

  @Test func `a look that makes nothing leaves open what it found`() throws {
    let long = try LongStore()
    #expect(try long.store.indexStatus().condition == .missing)
    _ = try long.store.replay([EventCounts()])
    let other = try Store.open(at: long.store.location)

    #expect(try long.opens { _ = try other.indexStatus() } == 0)
    #expect(try other.indexStatus().condition == .good)
    #expect(try long.opens { _ = try other.replay([EventCounts()]) } == 0, "one for the process")
  }

  @Test func `views that were deleted are there again after the next verb`() throws {
    let long = try LongStore()
    try long.countsAll()

    for _ in 0..<3 {
      Scratch.remove(long.store.log.layout.views)
      #expect(try long.opens { try long.countsAll() } > 0)
      #expect(try FileStatus.ofName(long.data) != nil)
    }
  }

  @Test func `views that were damaged in place are made anew, whoever has them open`() throws {
    let long = try LongStore()
    let beside = try Store.open(at: long.store.location)
    try long.countsAll()
    _ = try beside.replay([EventCounts()])

    for size in [0, 100, 5000, 12_000] {
      let file = try Descriptor.open(long.data, .update)
      try file.truncate(to: Int64(size))
      #expect(try long.opens { try long.countsAll() } > 0, "\(size)")
      _ = try beside.replay([EventCounts()])
    }
    let file = try Descriptor.open(long.data, .update)
    try file.write([UInt8](repeating: 0xAB, count: 8192).span, at: 0)

    #expect(try long.opens { try long.countsAll() } > 0)
    #expect(try long.count(of: "issue_started", by: beside) == 6000)
  }

  @Test func `views of another store in their place are not believed`() throws {
    let (long, other) = (try LongStore(), try LongStore())
    try other.store.log.append(NewEvent("one more", at: .current))
    _ = try other.store.replay([EventCounts()])
    try long.countsAll()

    try Disk.write(long.data, try Disk.bytes(other.data))

    try long.countsAll()
  }

  @Test func `a store whose log was replaced underneath is not asked by the old index`() throws {
    let long = try LongStore()
    try long.countsAll()
    let line = #"{"ts":"2026-02-13T10:00:00Z","event":"other","issue_id":"B-7","text":"\#("y")"}"#
    let lines = (0..<9000).map { _ in line + "\n" }.joined()
    try Disk.write(long.store.log.layout.segment(.start), Array(lines.utf8))

    #expect(try long.count(of: "other") == 9000)
    #expect(try long.count(of: "issue_started") == nil)
  }

  @Test func `what the configuration says is what every verb goes by, from the next one on`() throws
  {
    let long = try LongStore()
    func write(_ id: String) throws {
      let text = "sensors:\n  \(id): {kind: counter, event: a}\nindex: {keys: [\(id)]}\n"
      let path = long.store.log.layout.configuration
      let file = try Descriptor.open(path, .update, create: true)
      try file.write(Array(text.utf8).span, at: 0)
    }
    func ids() throws -> [String] {
      let custom = try long.store.sensorMetrics().sensors.map(\.id).filter { $0.hasPrefix("own_") }
      return try custom + long.store.indexedFields()
    }

    for id in ["own_a", "own_b", "own_c"] {
      try write(id)
      #expect(try ids() == [id, id])
    }
    Scratch.remove(long.store.log.layout.configuration)
    #expect(try ids() == [])
  }

  @Test func `a configuration that stays as it is is read once`() throws {
    let scratch = Scratch()
    let location = StoreLocation(path: scratch.path, reason: .option)
    let path = scratch.path + "/config.yaml"
    try Disk.write(path, Array("index: {keys: [branch]}\n".utf8))
    func opens(_ file: ConfigurationFile) throws -> [Int] {
      try (0..<3).map { _ in
        let (result, calls) = Faults.calls { () throws(any Error) in try file.indexedFields() }
        let fields = try result.get()
        #expect(fields == ["branch"])
        return calls.count { $0 == .open }
      }
    }

    #expect(try opens(ConfigurationFile(at: location, settled_ns: -1 << 40)) == [1, 0, 0])
    #expect(try opens(ConfigurationFile(at: location)) == [1, 1, 1], "it may change again")
  }

  @Test func `a configuration with a mistake says so each time`() throws {
    let scratch = Scratch()
    let location = StoreLocation(path: scratch.path, reason: .option)
    try Disk.write(scratch.path + "/config.yaml", Array("index: {keys: [\n".utf8))
    let file = ConfigurationFile(at: location, settled_ns: -1 << 40)

    for _ in 0..<2 { #expect(throws: ConfigurationError.self) { try file.root() } }
  }
}
