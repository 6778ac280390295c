import TLM
import TestSupport
import Testing

@Suite struct AppendTests {
  @Test func `lines go in byte for byte and in order`() throws {
    let sandbox = try Sandbox()
    let lines = ["{\"b\":1, \"a\":2}", "  {\"x\":\"\\u00e9\"}  ", "", "not json", "{\"n\":1e400}"]
    let bytes = Array((lines.joined(separator: "\n") + "\n").utf8) + [0xff, 0xfe, 0x0a]

    let result = try sandbox.tlm(["append", "-"], bytes: bytes)

    #expect(result.code == 0)
    #expect(result.output.isEmpty)
    #expect(try Disk.bytes(sandbox.store + "/current.jsonl") == bytes)
  }

  @Test func `a summary for people tells lines and what is no event`() throws {
    let sandbox = try Sandbox()

    let result = try sandbox.tlm("append", input: "{\"a\":1}\nnot json\n{\"b\":1}\n")

    #expect(result.errors == "appended 3 lines, 25 B; not events: 1 (see tlm doctor)\n")
  }

  @Test func `blank lines are none`() throws {
    let sandbox = try Sandbox()

    let blank = try sandbox.tlm("append", input: "\n  \n\n")
    let document = try json(sandbox.tlm("append", "--json", input: "\n").output)
    let one = try sandbox.tlm("append", input: "\n{\"a\":1}\n\n")

    #expect(blank.code == 1 && blank.errors == "appended 0 lines, 0 B\n")
    #expect(document["appended"] == false && document["lines"] == 0)
    #expect(one.code == 0 && one.errors == "appended 1 line, 10 B\n")
    #expect(try Disk.text(sandbox.store + "/current.jsonl") == "\n{\"a\":1}\n\n")
  }

  @Test func `receipts say where each line stands`() throws {
    let sandbox = try Sandbox()
    try #require(try sandbox.tlm("emit", "first").code == 0)
    let input = (1...500).map { "{\"n\":\($0),\"pad\":\"\(String(repeating: "x", count: $0))\"}" }

    let result = try sandbox.tlm("append", "--receipts", input: input.joined(separator: "\n"))

    #expect(result.code == 0)
    let log = try Disk.bytes(sandbox.store + "/current.jsonl")
    try #require(result.lines.count == 500)
    for (line, receipt) in zip(input, result.lines) {
      let numbers = receipt.split(separator: " ").compactMap { Int($0) }
      try #require(numbers.count == 2)
      let there = log[numbers[0]..<numbers[0] + numbers[1]]
      #expect(Array(there) == Array((line + "\n").utf8))
    }
  }

  @Test func `each line is acknowledged before the next one comes`() throws {
    let sandbox = try Sandbox()
    let append = try sandbox.start("append", "--receipts", "-")
    var end = 0

    for number in 1...5 {
      let line = "{\"n\":\(number)}\n"
      append.send(line)
      #expect(try append.nextLine() == "\(end) \(line.utf8.count)")
      #expect(try sandbox.events().count == number)
      end += line.utf8.count
    }

    #expect(try append.finish().code == 0)
  }

  @Test func `half a line waits for its end`() throws {
    let sandbox = try Sandbox()
    let append = try sandbox.start("append", "--receipts", "-")

    append.send("{\"n\":1}\n{\"n\"")
    #expect(try append.nextLine() == "0 8")
    #expect(try sandbox.events().count == 1)
    append.send(":2}\n")

    #expect(try append.nextLine() == "8 8")
    #expect(try append.finish().code == 0)
  }

  @Test func `others append while one waits for its input`() throws {
    let sandbox = try Sandbox()
    let append = try sandbox.start("append", "--receipts", "-")
    append.send("{\"n\":1}\n{\"half")
    _ = try append.nextLine()

    let other = try sandbox.tlm("emit", "--strict", "other")

    #expect(other.code == 0)
    #expect(try sandbox.events().count == 2)
    append.send("\":2}\n")
    #expect(try append.finish().code == 0)
    #expect(try sandbox.events().count == 3)
  }

  @Test func `an unterminated last line is a line`() throws {
    let sandbox = try Sandbox()

    let result = try sandbox.tlm("append", "--receipts", input: "{\"n\":1}\n{\"n\":2}")

    #expect(result.output == "0 8\n8 8\n")
    #expect(try sandbox.events() == ["{\"n\":1}", "{\"n\":2}"])
  }

  @Test func `files go in one after the other, and - among them`() throws {
    let sandbox = try Sandbox()
    let first = try sandbox.file("first", "{\"n\":1}")
    let second = try sandbox.file("second", "{\"n\":3}\n")

    let result = try sandbox.tlm("append", first, "-", second, input: "{\"n\":2}\n")

    #expect(result.code == 0)
    #expect(try sandbox.events() == ["{\"n\":1}", "{\"n\":2}", "{\"n\":3}"])
  }

  @Test func `a file that is not there is an error, and what came before it is in`() throws {
    let sandbox = try Sandbox()
    let first = try sandbox.file("first", "{\"n\":1}\n")

    let result = try sandbox.tlm("append", first, "missing")

    #expect(result.code == 2)
    #expect(result.errors.contains("missing"))
    #expect(try sandbox.events() == ["{\"n\":1}"])
  }

  @Test func `nothing to append is 1`() throws {
    let sandbox = try Sandbox()

    #expect(try sandbox.tlm("append", input: "").code == 1)
  }

  @Test func `a line over the limit is refused with its reason, and its neighbours stay out of it`()
    throws
  {
    let sandbox = try Sandbox()
    let long = "{\"text\":\"\(String(repeating: "x", count: 1 << 20))\"}"

    let result = try sandbox.tlm(["append"], bytes: Array("{\"n\":1}\n\(long)\n{\"n\":2}\n".utf8))

    #expect(result.code == 2)
    #expect(result.errors.contains("over the limit"))
    #expect(try sandbox.events() == ["{\"n\":1}"])
  }

  @Test func `a megabyte of lines needs more than one hold, and no line is lost between`() throws {
    let sandbox = try Sandbox()
    let padding = String(repeating: "y", count: 40)
    let lines = (0..<20_000).map { "{\"n\":\($0),\"pad\":\"\(padding)\"}" }

    let result = try sandbox.tlm(["append"], bytes: Array(lines.joined(separator: "\n").utf8))

    #expect(result.code == 0)
    #expect(try sandbox.events() == lines)
  }

  @Test func `--synced goes in, too`() throws {
    let sandbox = try Sandbox()

    #expect(try sandbox.tlm("append", "--synced", input: "{\"n\":1}\n").code == 0)
    #expect(try sandbox.events().count == 1)
  }
}
