import Glibc
import SystemCalls
import TLM
import TestSupport
import Testing

@Suite struct TailTests {
  private func sandbox(numbers: ClosedRange<Int>) throws -> Sandbox {
    let sandbox = try Sandbox()
    let lines = numbers.map { "{\"event\":\"\($0 % 2 == 0 ? "even" : "odd")\",\"n\":\($0)}" }
    try #require(try sandbox.tlm("append", input: lines.joined(separator: "\n")).code == 0)
    return sandbox
  }

  private func number(_ line: String?) throws -> Int64? {
    try json(try #require(line))["n"]?.integer
  }

  @Test func `the newest ten come in the order of the log`() throws {
    let result = try sandbox(numbers: 1...30).tlm("tail")

    #expect(result.code == 0)
    #expect(try result.lines.map { try number($0) } == (21...30).map(Int64.init))
  }

  @Test func `conditions come first, then the count`() throws {
    let result = try sandbox(numbers: 1...30).tlm("tail", "-n", "3", "--event", "even")

    #expect(try result.lines.map { try number($0) } == [26, 28, 30])
  }

  @Test func `a rare event is found far back`() throws {
    let sandbox = try Sandbox()
    try #require(try sandbox.tlm("emit", "rare").code == 0)
    let padding = String(repeating: "x", count: 1000)
    let lines = (0..<3000).map { "{\"event\":\"often\",\"n\":\($0),\"p\":\"\(padding)\"}" }
    let input = lines.joined(separator: "\n")
    try #require(try sandbox.tlm(["append"], bytes: Array(input.utf8)).code == 0)

    let result = try sandbox.tlm("tail", "-n", "5", "--event", "rare")

    #expect(result.lines.count == 1)
  }

  @Test func `nothing found is 1, a negative count is usage`() throws {
    let sandbox = try sandbox(numbers: 1...3)

    #expect(try sandbox.tlm("tail", "--event", "missing").code == 1)
    #expect(try sandbox.tlm("tail", "-n", "-1").code == 64)
    #expect(try sandbox.tlm("tail", "-n", "0").code == 1)
  }

  @Test func `what waits in in.jsonl is shown`() throws {
    let sandbox = try sandbox(numbers: 1...3)
    try Disk.append(sandbox.store + "/in.jsonl", "{\"event\":\"odd\",\"n\":99}\n")

    #expect(try number(sandbox.tlm("tail", "-n", "1", "--event", "odd").lines.last) == 99)
  }

  @Test func `following shows what emitters and strangers append, line by line`() throws {
    let sandbox = try sandbox(numbers: 1...2)
    let tail = try sandbox.start("tail", "-n", "1", "-f", "--event", "odd", "--event", "even")
    #expect(try number(tail.nextLine()) == 2)

    try #require(try sandbox.tlm("emit", "odd", "n:=3").code == 0)
    #expect(try number(tail.nextLine()) == 3)
    try Disk.append(sandbox.store + "/in.jsonl", "{\"event\":\"even\",\"n\":4}\n")
    #expect(try number(tail.nextLine()) == 4)
    try #require(try sandbox.tlm("emit", "unseen").code == 0)
    try #require(try sandbox.tlm("emit", "odd", "n:=5").code == 0)
    #expect(try number(tail.nextLine()) == 5)

    tail.signal(SIGINT)
    #expect(try tail.finish().code == 130)
  }

  @Test func `following survives rotation`() throws {
    let sandbox = try sandbox(numbers: 1...1)
    let tail = try sandbox.start("tail", "-n", "0", "-f")
    var options = EventLog.Options()
    options.segmentLimit = 2048
    let log = try EventLog.open(sandbox.store, options: options)
    // The follower is there once it shows something.
    var shown: Int64?
    for number in 2...100 where shown == nil {
      try log.append(.numbered(number))
      // Nothing within this time: the follower has not begun to look.
      shown = try? self.number(tail.nextLine(within: 0.2))
    }
    let first = try #require(shown)

    for number in 1000..<1200 { try log.append(.numbered(number)) }

    var numbers = [first]
    while numbers.last != 1199 { numbers.append(try #require(try number(tail.nextLine()))) }
    #expect(Array(numbers.suffix(200)) == (1000..<1200).map(Int64.init))
    #expect(numbers == numbers.sorted() && Set(numbers).count == numbers.count)
    let segments = try Files.all(below: sandbox.store + "/log").filter { $0.hasSuffix(".jsonl") }
    #expect(segments.count > 3)
    tail.signal(SIGTERM)
    _ = try tail.finish()
  }

  @Test func `each line reaches jq as it comes`() throws {
    let sandbox = try sandbox(numbers: 1...1)
    let pipe = try Command(
      "/bin/bash", ["-c", "exec \(Sandbox.binary) tail -n 1 -f | jq --unbuffered -c .n"],
      environment: ["PATH": "/usr/bin:/bin", "HOME": sandbox.path], in: sandbox.path)
    #expect(try pipe.nextLine() == "1")

    try #require(try sandbox.tlm("emit", "x", "n:=2").code == 0)
    #expect(try pipe.nextLine() == "2")

    // The shell gave its place to the pipe; both ends of it end with their input and reader.
    pipe.closeOutput()
    _ = try sandbox.tlm("emit", "x", "n:=3")
    _ = try sandbox.tlm("emit", "x", "n:=4")
    #expect(try [0, 2, 128 + SIGPIPE].contains(pipe.finish().code))
  }

  @Test func `a reader that went away ends a follower with success`() throws {
    let sandbox = try sandbox(numbers: 1...1)
    let tail = try sandbox.start("tail", "-n", "1", "-f")
    _ = try tail.nextLine()

    tail.closeOutput()
    try #require(try sandbox.tlm("emit", "x").code == 0)

    #expect(try tail.finish().code == 0)
  }

  @Test(arguments: [
    "{\"event\":\"a\"}\n", "{\"event\":\"a\"}\n{\"event\":\"a\"}\n",
    "{\"event\":\"a\",\"n\":1}\n{\"event\":\"b\"}\n",
  ])
  func `a line that was shown while it waited is not shown again when it comes in`(
    waiting: String
  ) throws {
    let sandbox = try Sandbox()
    let lock = try Descriptor.open(sandbox.store + "/log/LOCK", .update)
    try #require(try lock.tryLock())
    try Disk.append(sandbox.store + "/in.jsonl", waiting)
    let tail = try sandbox.start("tail", "-n", "5", "-f", "--event", "a")
    let shown = waiting.split(separator: "\n").filter { $0.contains("\"a\"") }
    for line in shown { #expect(try tail.nextLine() == String(line)) }

    lock.unlock()
    try #require(sandbox.tlm("query").code == 0, "they are moved into the log")
    try #require(sandbox.tlm("emit", "a", "last:=true").code == 0)

    #expect(try json(try #require(try tail.nextLine()))["last"] == true)
    try Disk.append(sandbox.store + "/in.jsonl", String(shown[0]) + "\n")
    #expect(try tail.nextLine() == String(shown[0]), "the same once more is another")
    tail.signal(SIGTERM)
    _ = try tail.finish()
  }
}
