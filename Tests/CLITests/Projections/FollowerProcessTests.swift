import TLM
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A follower in a process of its own, as others see it.
@Suite(.serialized) struct FollowerProcessTests {
  private let scratch = Scratch()
  private let binary = String(Sandbox.binary.dropLast(3)) + "FoldActor"

  @Test func `a stopped follower turns red by bytes and by time, and green when it goes on`() throws
  {
    let log = try EventLog.create(scratch.store)
    _ = try append(0..<10, to: log)
    let child = try Child([binary, "follow", scratch.store, "999999999"])
    #expect(try child.line() != nil)
    #expect(try condition(["--stuck-after", "1"]).name == "live")

    child.stop()
    #expect(
      try condition(["--stuck-after", "0", "--stuck-bytes", "0"]).name == "live", "at the end")
    _ = try append(10..<2010, to: log)

    let byBytes = try condition(["--stuck-after", "1000", "--stuck-bytes", "1000"])
    #expect(byBytes.name == "stuck" && byBytes.code == 1)
    #expect(byBytes.document["events_behind"] == 2000)
    #expect(byBytes.document["reason"]?.text?.contains("process \(child.id)") == true)
    #expect(try condition(["--stuck-after", "1000"]).name == "live", "neither so long nor so much")
    let clock = ContinuousClock()
    let deadline = clock.now + .seconds(30)
    var byTime = try condition(["--stuck-after", "1"])
    while byTime.name != "stuck" && clock.now < deadline {
      byTime = try condition(["--stuck-after", "1"])
    }
    #expect(byTime.name == "stuck" && byTime.code == 1)
    #expect((byTime.document["since_progress_s"]?.integer ?? 0) >= 1)

    child.signal(SIGCONT)
    while let line = try child.line(), !line.contains(" 2010 ") {}
    let after = try condition(["--stuck-after", "1"])
    #expect(after.name == "live" && after.code == 0)
    #expect(after.document["bytes_behind"] == 0)
    child.finish()
    #expect(try condition([]).name != "live", "who died follows no more")
  }

  @Test func `what one process appends another reads in a projection that a third follows`() throws
  {
    let log = try EventLog.create(scratch.store)
    let child = try Child([binary, "follow", scratch.store, "999999999"])
    #expect(try child.line() != nil)
    for number in 0..<5 {
      let receipt = try append(number..<number + 1, to: log)
      let reader = try Child([binary, "wait", scratch.store, "\(receipt.end.rawValue)"])
      #expect(try reader.line() == "\(number + 1)")
      reader.finish()
    }
    child.finish()

    let receipt = try append(5..<6, to: log)
    let reader = try Child([binary, "wait", scratch.store, "\(receipt.end.rawValue)"])
    #expect(try reader.line() == "6", "nobody follows any more")
    reader.finish()
  }

  private func append(_ numbers: Range<Int>, to log: EventLog) throws -> Receipt {
    let lines = numbers.map { "{\"event\":\"tick\",\"writer\":1,\"n\":\($0)}\n" }
    return try log.append(lines: Array(lines.joined().utf8), timeout: .seconds(30))
  }

  private func condition(_ arguments: [String]) throws -> (
    name: String?, code: Int32?, document: Value
  ) {
    let words = ["projections", "status", "--json", "--store", scratch.store] + arguments
    let result = try Command.run(
      binary, words, input: [], environment: ["HOME": scratch.path], in: scratch.path)
    let all = try json(result.output).elements
    let ordered = try #require(all.first { $0["projection"] == "ordered" })
    return (ordered["condition"]?.text, result.code, ordered)
  }
}
