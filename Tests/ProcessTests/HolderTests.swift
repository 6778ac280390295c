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

extension ProcessTests.HolderTests {
  @Test func `while the lock's holder is stopped, producers spool in time and keep their order`()
    throws
  {
    let watch = Stopwatch()
    let log = try EventLog.create(scratch.store)
    let producers = try (0..<4).map { try Actors.start("emit", scratch.store, ["writer=\($0)"]) }
    for producer in producers {
      #expect(try producer.line() == "ready")
      producer.say("emit")
      #expect(try producer.line()?.hasPrefix("appended 0 ") == true)
    }
    let holder = try Actors.start("hold", scratch.store, ["writer=9"])
    #expect(try holder.line() == "ready")
    #expect(try holder.line() == "held")

    holder.stop()
    var slowest_us: [Int] = [0, 0]
    for number in 1...6 {
      for producer in producers { producer.say("emit") }
      for producer in producers {
        let words = try #require(try producer.line()).split(separator: " ")
        try #require(words.count == 3 && words[0] == "spooled" && words[1] == "\(number)")
        let place = number == 1 ? 0 : 1
        slowest_us[place] = max(slowest_us[place], Int(words[2]) ?? .max)
      }
    }
    producers[0].say("condition")
    #expect(try producers[0].line() == "error busy")
    #expect(try spooledLines(log) == [6, 6, 6, 6], "the conditional append spooled nothing")
    producers[3].finish()
    holder.signal(SIGCONT)
    holder.say("go on")
    #expect(try holder.line()?.hasPrefix("at ") == true)
    for producer in producers.dropLast() {
      for number in 7...9 {
        producer.say("emit")
        #expect(try producer.line()?.hasPrefix("appended \(number) ") == true)
      }
    }
    try log.drain()

    let contents = try LogContents(log)
    contents.checkOrder()
    for writer in 0..<3 { #expect(contents.numbers(writer: writer) == Array(0...9)) }
    #expect(contents.numbers(writer: 3) == Array(0...6), "what the killed one spooled is there")
    #expect(contents.numbers(writer: 9) == [0])
    #expect(contents.foreign.isEmpty && contents.blanks.isEmpty)
    #expect(try Folder.names(in: log.layout.spool).isEmpty)
    #expect(slowest_us.allSatisfy { $0 < 2_000_000 })
    watch.report(
      "[processes] a stopped holder, 4 producers: first spooled after at most \(slowest_us[0]) µs, later "
        + "ones within \(slowest_us[1]) µs")
  }

  private func spooledLines(_ log: EventLog) throws -> [Int] {
    try Folder.names(in: log.layout.spool).map { name in
      let bytes = try Disk.bytes(log.layout.spool + "/" + name)
      return Newlines.count(in: bytes.span)
    }
  }

  @Test func `a lock holder that is killed frees the lock and leaves nothing of its event`() throws
  {
    let log = try EventLog.create(scratch.store)
    let holder = try Actors.start("hold", scratch.store, ["writer=9"])
    #expect(try holder.line() == "ready")
    #expect(try holder.line() == "held")

    holder.stop()
    holder.finish()
    try log.append(lines: Counted(writer: 0, life: 0, number: 0).batch(1))

    let contents = try LogContents(log)
    #expect(contents.written.map(\.event) == [Counted(writer: 0, life: 0, number: 0)])
  }
}
