import Events
import Journal
import SystemCalls
import Telemetry
import TestSupport
import Testing

@Suite struct EmitterTests {
  private let scratch = Scratch()
  private var location: StoreLocation { StoreLocation(path: scratch.store, reason: .option) }

  private func emitter(_ change: (inout Emitter.Options) -> Void = { _ in }) -> Emitter {
    var options = Emitter.Options()
    change(&options)
    return Emitter(into: location, options: options)
  }

  private func events() throws -> [Value] {
    try EventLog.open(scratch.store).eventLines().map { try #require(Value(json: $0)) }
  }

  @Test func `an event is in the log when emit returns, with its level and the program's fields`()
    throws
  {
    let emitter = Emitter(into: location, tool: "backup", options: .init())

    emitter.emit("copied", ["files": 12, "ok": true], level: .warning)
    emitter.emit("alone")

    let events = try events()
    try #require(events.count == 2)
    #expect(events[0]["event"] == "copied" && events[0]["files"] == 12)
    #expect(events[0]["level"] == "warning" && events[0]["tool"] == "backup")
    #expect(events[1]["tool"] == "backup" && events[1]["level"] == nil)
    #expect(emitter.dropped.isEmpty)
  }

  @Test func `below its level, and switched off, nothing is told and nothing is computed`() throws {
    let quiet = emitter { $0.level = .warning }
    let off = emitter { $0.isEnabled = false }
    var asked = 0
    func fields() -> [Member] {
      asked += 1
      return []
    }

    quiet.emit("x", level: .info)
    quiet.emit("y", level: .error)
    off.emit("z", fields())
    off.startRun("agent", job: "j").end()
    off.span("s") { _ in }

    #expect(try events().map { $0["event"] } == ["y"])
    #expect(asked == 0)
  }

  @Test func `secrets do not reach the disk`() throws {
    let emitter = emitter { $0.redaction.fields["user"] = .hash }

    emitter.emit("login", ["key": "AKIAIOSFODNN7EXAMPLE", "user": "bob", "n": 1])

    let text = try EventLog.open(scratch.store).eventLines().joined()
    #expect(!text.contains("AKIAIOSFODNN7EXAMPLE") && !text.contains("\"bob\""))
    #expect(try events()[0]["n"] == 1)
    #expect(!emitter.redactions.counts.isEmpty)
  }

  @Test func `no secret of fifteen kinds is in any file of the store, whatever carries it`() throws
  {
    let seed = randomSeed()
    var corpus = SecretCorpus(dice: Seeded(seed))
    let emitter = emitter { $0.delivery = .buffered(capacity: 100_000) }
    var parts: [String] = []
    struct Broken: Error, CustomStringConvertible { let description: String }

    for kind in SecretCorpus.tokens + SecretCorpus.named {
      let secret = corpus.secret(kind)
      parts += secret.parts
      for text in SecretCorpus.texts(of: secret) {
        emitter.emit("note", ["text": .string(text), "deep": [["a": .string(text)]]])
        try? emitter.span("work") { span in
          span.set("input", .string(text))
          throw Broken(description: text)
        }
        try? emitter.run("agent", job: text) { run in
          run.log("said", [Member("text", .string(text))])
          throw Broken(description: text)
        }
      }
    }
    #expect(emitter.flush(timeout: .seconds(60)))

    let log = try EventLog.open(scratch.store)
    let segments = try Files.segments(of: log).map { try Disk.text($0) }
    let written = Set(segments.joined().split { !$0.isLetter && !$0.isNumber }.map(String.init))
    #expect(written.count > 500)
    for part in parts {
      let runs = part.split { !$0.isLetter && !$0.isNumber }.filter { $0.count >= 6 }
      #expect(!runs.contains { written.contains(String($0)) }, "seed \(seed): \(part)")
    }
  }

  @Test func `of a share the trace decides, and a kept event says what it stands for`() throws {
    let emitter = emitter { $0.sampling = Sampling([.init("tick*", rate: 0.25)]) }
    var whole = 0
    for _ in 0..<400 {
      let context = TraceContext.new()
      TraceContext.$current.withValue(context) {
        emitter.emit("tick.a")
        emitter.emit("tick.b")
      }
      whole += 1
    }
    emitter.emit("other")

    let ticks = try events().filter { $0["event"] != "other" }
    let byTrace = Dictionary(grouping: ticks) { $0["trace_id"]?.text ?? "" }
    #expect(byTrace.values.allSatisfy { $0.count == 2 }, "a trace is whole or absent")
    #expect((50...150).contains(byTrace.count), "\(byTrace.count) of \(whole)")
    #expect(ticks.allSatisfy { $0["sample_rate"] == 0.25 })
    #expect(try events().last?["sample_rate"] == nil)
  }

  @Test func `records of runs are no samples: each is kept`() throws {
    let emitter = emitter { $0.sampling = Sampling([.init("run", rate: 0), .init("*", first: 0)]) }

    for _ in 0..<3 { emitter.startRun("a", job: "b").end() }
    emitter.emit("other")

    #expect(
      try events().map { $0["status"]?.text } == [
        "running", "success", "running", "success", "running", "success",
      ])
    #expect(try events().allSatisfy { $0["sample_rate"] == nil })
  }

  @Test func `of so many a second the first are kept`() throws {
    let emitter = emitter { $0.sampling = Sampling([.init("burst", first: 3)]) }

    for _ in 0..<50 { emitter.emit("burst") }

    #expect((3...9).contains(try events().count), "three a second, over a second or two")
  }

  @Test func `what is left to the thread is in the log after a flush, in order`() throws {
    let emitter = emitter { $0.delivery = .buffered(capacity: 10_000) }

    for number in 0..<2000 { emitter.emit("n", ["i": .integer(Int64(number))]) }
    #expect(emitter.flush())

    #expect(try events().map { $0["i"] } == (0..<2000).map { .integer(Int64($0)) })
  }

  @Test(arguments: [Delivery.Overflow.dropNewest, .dropOldest, .block(atMost: .milliseconds(1))])
  func `what there is no room for is dropped, counted and told`(overflow: Delivery.Overflow) throws
  {
    let emitter = emitter { $0.delivery = .buffered(capacity: 4, onOverflow: overflow) }
    emitter.emit("first")
    #expect(emitter.flush())
    let log = try EventLog.open(scratch.store)
    let count = 60

    // While another has the lock nothing can be written, and more is told than there is room for.
    try HeldLock.hold(log) {
      for number in 0..<count { emitter.emit("n", ["i": .integer(Int64(number))]) }
    }
    #expect(emitter.flush(timeout: .seconds(30)))
    // What was spooled meanwhile comes in with an event that finds the lock free.
    repeated {
      emitter.emit("last")
      _ = emitter.flush(timeout: .seconds(30))
      return (try? Folder.names(in: log.layout.spool))?.isEmpty ?? true
    }

    let dropped = emitter.dropped[.overflow] ?? 0
    let written = try events().filter { $0["event"] == "n" }
    #expect(written.count + dropped == count)
    let told = try EventLog.open(scratch.store).read(everything: true)
      .filter { $0.contains("\"tlm.dropped\"") }
    #expect(dropped > 0 && !told.isEmpty)
  }

  @Test func `a store that is removed is made again, and one that cannot be made harms nobody`()
    throws
  {
    let emitter = emitter()
    emitter.emit("a")
    Scratch.remove(scratch.store)
    emitter.emit("b")
    emitter.emit("c")
    try Disk.write(scratch.path + "/plain", [])
    var options = Emitter.Options()
    options.fields = []
    let lost = Emitter(
      into: StoreLocation(path: scratch.path + "/plain/store", reason: .option), options: options)
    for _ in 0..<10 { lost.emit("x") }

    #expect(try events().contains { $0["event"] == "c" })
    #expect(lost.dropped.values.reduce(0, +) == 10)
  }

  @Test func `many tasks at once lose nothing`() async throws {
    let emitter = emitter { $0.delivery = .buffered(capacity: 100_000) }

    await withTaskGroup(of: Void.self) { group in
      for task in 0..<64 {
        group.addTask {
          for number in 0..<50 {
            emitter.emit("n", ["task": .integer(Int64(task)), "i": .integer(Int64(number))])
          }
        }
      }
    }
    #expect(emitter.flush(timeout: .seconds(60)))

    let events = try events()
    #expect(events.count == 64 * 50)
    for task in 0..<64 {
      let own = events.filter { $0["task"] == .integer(Int64(task)) }.map { $0["i"] }
      #expect(own == (0..<50).map { .integer(Int64($0)) })
    }
  }
}

/// The log's lock, held while something is done.
private enum HeldLock {
  static func hold(_ log: EventLog, _ body: () -> Void) throws {
    let child = try Child(["/usr/bin/flock", log.layout.lock, "sh", "-c", "echo held; read x"])
    try #require(try child.line() == "held")
    body()
    child.finish()
  }
}

extension EventLog {
  /// Every line, tlm's own included.
  fileprivate func read(everything: Bool) throws -> [String] {
    try Files.segments(of: self).flatMap {
      try Disk.text($0).split(separator: "\n").map(String.init)
    }
  }
}

private enum Files {
  static func segments(of log: EventLog) throws -> [String] {
    try Folder.names(in: log.layout.log).filter { $0.hasSuffix(".jsonl") }.sorted()
      .map { log.layout.log + "/" + $0 }
  }
}
