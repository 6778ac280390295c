import Events
import Journal
import SystemCalls
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A program with an emitter in it does what it would do without, and what it told is in the log.
extension ProcessTests.EmitterProcessTests {
  private func told(by writer: Int) throws -> [Int64] {
    var numbers: [Int64] = []
    for line in try EventLog.open(scratch.store).eventLines() {
      let event = try #require(Value(json: line))
      guard event["writer"] == .integer(Int64(writer)), case .integer(let number)? = event["i"]
      else {
        continue
      }
      numbers.append(number)
    }
    return numbers
  }

  @Test(arguments: ["immediate", "buffered"])
  func `at its end everything is written, in order`(delivery: String) throws {
    let child = try Actors.start(
      "tell", scratch.store, ["delivery=\(delivery)", "count=5000"])

    #expect(try child.lines() == ["told"])
    #expect(child.wait() == .exited(0))

    #expect(try told(by: 0) == Array(0..<5000))
  }

  @Test func `asked to end in a burst it ends by the signal, and nothing is lost`() throws {
    for _ in 0..<10 {
      Scratch.remove(scratch.store)
      let child = try Actors.start(
        "tell", scratch.store, ["delivery=buffered", "count=3000", "wait"])
      #expect(try child.line() == "told")

      child.signal(SIGTERM)

      #expect(child.wait() == .killed(SIGTERM))
      #expect(try told(by: 0) == Array(0..<3000))
    }
  }

  @Test(arguments: [[], ["silent"]])
  func `a child that it forked ends by the signal alone, and its parent goes on`(silent: [String])
    throws
  {
    let parent = try Actors.start(
      "tell-and-fork", scratch.store, ["delivery=buffered"] + silent)
    let lines = try [parent.line(), parent.line()].compactMap { $0 }
    let word = try #require(lines.first { $0.hasPrefix("forked ") })
    let child = try #require(pid_t(word.dropFirst(7)))
    #expect(lines.contains("child"))

    kill(child, SIGTERM)

    let hasEnded = try repeated(within: 30) {
      let stat = try Descriptor.open("/proc/\(child)/stat", .read).bytes(at: 0, count: 4096)
      return String(decoding: stat, as: UTF8.self).contains(") Z ")
    }
    #expect(hasEnded)
    parent.say("go on")
    #expect(try parent.line() == "alive")
    parent.say("end")
    #expect(try parent.lines().isEmpty && parent.wait() == .exited(0))
    #expect(try told(by: 0) == Array(0...100))
    #expect(try told(by: 1) == (silent.isEmpty ? Array(0..<100) : []))
  }

  @Test func `a hundred thousand events of 64 tasks are in the log when it has ended`() throws {
    let (tasks, count) = (64, 1563)
    let child = try Actors.start(
      "tell-at-once", scratch.store, ["delivery=buffered", "tasks=\(tasks)", "count=\(count)"])

    #expect(try child.lines() == ["told"])
    #expect(child.wait() == .exited(0))

    var next = [Int64](repeating: 0, count: tasks)
    for line in try EventLog.open(scratch.store).eventLines() {
      let event = try #require(Value(json: line))
      guard case .integer(let writer)? = event["writer"], case .integer(let number)? = event["i"]
      else { continue }
      #expect(number == next[Int(writer)], "in the order of each task")
      next[Int(writer)] = number + 1
    }
    #expect(next == [Int64](repeating: Int64(count), count: tasks))
  }

  @Test(arguments: ["immediate", "buffered"])
  func `a program that runs another one goes on, and so does the other`(delivery: String) throws {
    let child = try Actors.start("tell-and-exec", scratch.store, ["delivery=\(delivery)"])

    #expect(try child.lines() == ["ran", "child 3"])
    #expect(child.wait() == .exited(0))

    #expect(try told(by: 0) == Array(0..<200))
  }

  @Test(arguments: ["immediate", "buffered"])
  func `while another has the lock it goes on, and nothing is lost`(delivery: String) throws {
    let log = try EventLog.create(scratch.store)
    let holder = try Child(
      ["/usr/bin/flock", log.layout.lock, "sh", "-c", "echo held; read x"])
    try #require(try holder.line() == "held")
    let start = ContinuousClock.now
    let child = try Actors.start("tell", scratch.store, ["delivery=\(delivery)", "count=2000"])

    #expect(try child.lines() == ["told"])
    #expect(child.wait() == .exited(0))

    // It waits for the lock once: for each event it would be a hundred seconds.
    #expect(ContinuousClock.now - start < .seconds(50))
    holder.say("go")
    #expect(holder.wait() == .exited(0))
    try log.drain()
    #expect(try told(by: 0) == Array(0..<2000))
  }

  @Test(arguments: ["immediate", "buffered"])
  func `a store that is taken away while it runs is made anew`(delivery: String) throws {
    let child = try Actors.start(
      "tell", scratch.store, ["delivery=\(delivery)", "count=50", "wait"])
    #expect(try child.line() == "told")

    Scratch.remove(scratch.store)
    child.say("on")
    #expect(try child.line() == "told")
    child.say("on")
    #expect(try child.line() == "told")
    child.say("end")

    #expect(try child.lines().isEmpty && child.wait() == .exited(0))
    // What was written before is lost with the store, and nothing else.
    #expect(try Array(told(by: 0).suffix(100)) == Array(50..<150))
  }

  @Test(arguments: ["immediate", "buffered"])
  func `on a store that may not be written its own result is the same`(delivery: String) throws {
    let log = try EventLog.create(scratch.store)
    try log.append(.numbered(1))
    let paths = [log.layout.log, scratch.store]
    for path in paths { try #require(chmod(path, 0o500) == 0) }
    defer { for path in paths { chmod(path, 0o700) } }
    let segments = try Folder.names(in: log.layout.log).filter { $0.hasSuffix(".jsonl") }
    for name in segments { try #require(chmod(log.layout.log + "/" + name, 0o400) == 0) }
    // Who may do everything is told no by no mode of a file.
    let limits =
      geteuid() == 0 ? ["/usr/bin/setpriv", "--inh-caps=-all", "--bounding-set=-all"] : []
    let child = try Child(
      limits + [Actors.path, "tell", scratch.store, "delivery=\(delivery)", "count=50"])

    #expect(try child.lines() == ["told"])
    #expect(child.wait() == .exited(0))
    #expect(try told(by: 0).isEmpty)
  }

  @Test(arguments: [
    "ulimit -n 4", "ulimit -f 0", "exec 2>&-", "exec 2>&- <&-", "cd / && umask 777",
  ])
  func `where it may do little the program's own result is the same`(limit: String) throws {
    for delivery in ["immediate", "buffered"] {
      let child = try Child([
        "/bin/sh", "-c", "\(limit); exec \"$@\"", "-", Actors.path, "tell", scratch.store,
        "delivery=\(delivery)", "count=50",
      ])

      #expect(try child.lines() == ["told"], "\(limit), \(delivery)")
      #expect(child.wait() == .exited(0), "\(limit), \(delivery)")
    }
  }
}
