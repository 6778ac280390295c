import Glibc
import TLM
import TestSupport
import Testing

@Suite struct DoctorFixTests {
  @Test func `the document has these keys`() throws {
    let (_, report) = try Sandbox.inSegments().report("--fix")

    #expect(
      report.names == [
        "store", "reason", "ok", "identity", "id", "format", "created", "segments", "missing",
        "unfinished_rotations", "bases", "unfinished_prune", "torn_tail", "strange", "damaged",
        "waiting", "events", "blank",
        "passed_over", "foreign_control", "quarantined", "unreadable", "fields", "checkpoints",
        "deaths",
        "skips", "disk", "index", "fixed",
        "findings",
      ])
    #expect(
      report["segments"]?.elements[0].names == [
        "base", "bytes", "lines", "sealed", "sum", "differs_at", "differs_bytes", "excess_bytes",
        "error",
      ])
    #expect(report["quarantined"]?.names == ["count", "bytes", "reasons", "ranges"])
    #expect(report["fields"]?.names == ["unknown", "uncounted", "near_misses"])
    #expect(report["disk"]?.names == ["free_bytes", "read_only"])
    #expect(
      report["fixed"]?.names == [
        "identity", "rotations", "torn_tail", "sums", "drained_bytes", "failures",
      ])
  }

  @Test func `a bit that flipped in a sealed segment is placed, and --fix does not hide it`() throws
  {
    let sandbox = try Sandbox.inSegments()
    let second = try sandbox.segments()[1]
    let base = try #require(Int64(second.split(separator: "/").last?.prefix(20) ?? ""))
    // A digit inside a line: it is still JSON, so only the sum can tell.
    let bytes = try Disk.bytes(second)
    let digit = try #require(bytes.lastIndex { (0x30...0x38).contains($0) })
    try Files.overwrite(second, at: digit, [bytes[digit] + 1])

    for arguments in [[], ["--fix"]] as [[String]] {
      let result = try sandbox.tlm(["doctor", "--json"] + arguments)
      let report = try json(result.output)
      #expect(result.code == 1)
      #expect(codes(report) == ["sum-differs"])
      let segment = try #require(report["segments"]?.elements[1])
      #expect(segment["sum"] == "differs")
      #expect(segment["differs_at"]?.integer == base)
      #expect(segment["differs_bytes"]?.integer == Int64(bytes.count))
    }
  }

  @Test func `a torn tail is told, ended by --fix and kept`() throws {
    let sandbox = try Sandbox()
    try #require(try sandbox.tlm("append", input: "{\"n\":1}\n").code == 0)
    try Disk.append(sandbox.store + "/current.jsonl", "{\"half\":")
    let before = try Disk.bytes(sandbox.store + "/current.jsonl")

    let (code, looked) = try sandbox.report()
    #expect(code == 1)
    #expect(codes(looked) == ["torn-tail"])
    #expect(looked["torn_tail"] == ["position": 8, "bytes": 8])
    #expect(try Disk.bytes(sandbox.store + "/current.jsonl") == before)

    let (_, fixed) = try sandbox.report("--fix")
    #expect(fixed["fixed"]?["torn_tail"] == ["position": 8, "bytes": 8])
    #expect(fixed["torn_tail"] == .null)
    #expect(codes(fixed) == ["damaged-files"])
    #expect(try Disk.text(sandbox.store + "/damaged/00000000000000000008") == "{\"half\":")
    #expect(try Disk.text(sandbox.store + "/current.jsonl") == "{\"n\":1}\n       \n")
    try #require(unlink(sandbox.store + "/damaged/00000000000000000008") == 0)
    #expect(try sandbox.report().0 == 0)
  }

  @Test func `a missing sum is told and written by --fix`() throws {
    let sandbox = try Sandbox.inSegments()
    let sum = try sandbox.segments()[0].replacing(".jsonl", with: ".sum")
    let bytes = try Disk.bytes(sum)
    try #require(unlink(sum) == 0)

    let (code, looked) = try sandbox.report()
    #expect(code == 1 && codes(looked) == ["sum-missing"])

    let (fixedCode, fixed) = try sandbox.report("--fix")
    #expect(fixedCode == 0)
    #expect(fixed["fixed"]?["sums"] == [0])
    #expect(try Disk.bytes(sum) == bytes)
  }

  @Test func `a damaged sum is no word against its segment`() throws {
    let sandbox = try Sandbox.inSegments()
    let sum = try sandbox.segments()[0].replacing(".jsonl", with: ".sum")
    let bytes = try Disk.bytes(sum)
    try Disk.write(sum, Array(bytes.dropLast(9)))

    #expect(try codes(sandbox.report().1) == ["sum-damaged"])
    #expect(try sandbox.report("--fix").0 == 0)
    #expect(try Disk.bytes(sum) == bytes)
  }

  @Test(arguments: [true, false])
  func `a missing or damaged STORE is told and written anew`(isMissing: Bool) throws {
    let sandbox = try Sandbox.inSegments()
    let path = sandbox.store + "/log/STORE"
    if isMissing { unlink(path) } else { try Disk.write(path, Array("{\"store\":1}".utf8)) }

    let (code, looked) = try sandbox.report()
    #expect(code == 1)
    #expect(codes(looked) == [isMissing ? "store-missing" : "store-damaged"])
    #expect(looked["id"] == .null)
    #expect(Files.exists(path) == !isMissing)

    let (fixedCode, fixed) = try sandbox.report("--fix")
    #expect(fixedCode == 0)
    #expect(fixed["fixed"]?["identity"] == true)
    #expect(fixed["identity"] == "present")
  }

  @Test func `a rotation half done is told and finished by --fix`() throws {
    let sandbox = try Sandbox.inSegments()
    let last = try #require(sandbox.segments().last)
    let intent = last.replacing(".jsonl", with: ".next")
    try #require(link(last, intent) == 0)
    try Disk.append(last, "{\"event\":\"last\"}\nbroken\n")

    let (code, looked) = try sandbox.report()
    #expect(code == 1)
    #expect(codes(looked).contains("unfinished-rotation"))
    #expect(looked["unfinished_rotations"]?.elements.count == 1)
    #expect(looked["quarantined"]?["count"] == 1, "its lines are looked at all the same")

    let (_, fixed) = try sandbox.report("--fix")
    #expect(codes(fixed) == ["quarantined"])
    #expect(fixed["fixed"]?["rotations"]?.elements.count == 1)
    #expect(fixed["segments"]?.elements.count == 5)
    #expect(!Files.exists(intent))
  }

  @Test func `a segment that was cut leaves a missing range`() throws {
    let sandbox = try Sandbox.inSegments()
    let second = try sandbox.segments()[1]
    let size = try Disk.bytes(second).count
    try #require(chmod(second, 0o600) == 0 && truncate(second, off_t(size - 100)) == 0)
    try #require(chmod(second, 0o400) == 0)

    let (code, report) = try sandbox.report("--fix")

    #expect(code == 1)
    #expect(Set(codes(report)).isSuperset(of: ["missing-range", "sum-differs"]))
    let range = try #require(report["missing"]?.elements.first)
    #expect(range["to"]?.integer == report["segments"]?.elements[2]["base"]?.integer)
    #expect(range["from"]?.integer == range["to"]?.integer.map { $0 - 100 })
  }

  @Test func `waiting sources are a note, and --fix takes them in`() throws {
    let sandbox = try Sandbox()
    try Disk.append(sandbox.store + "/in.jsonl", "{\"event\":\"a\"}\n{\"half")

    let (code, looked) = try sandbox.report()
    #expect(code == 0)
    #expect(codes(looked, "note") == ["waiting"])
    #expect(looked["waiting"] == [["name": "in.jsonl", "bytes": 20]])
    #expect(try sandbox.events().isEmpty, "looking drains nothing")

    let (_, fixed) = try sandbox.report("--fix")
    #expect(fixed["fixed"]?["drained_bytes"] == 14)
    #expect(fixed["waiting"] == [["name": "in.jsonl", "bytes": 6]])
    #expect(try sandbox.events() == ["{\"event\":\"a\"}"])
  }

  @Test func `--fix says what it did, and has nothing to do the second time`() throws {
    let sandbox = try Sandbox.inSegments()
    unlink(sandbox.store + "/log/STORE")
    unlink(try sandbox.segments()[0].replacing(".jsonl", with: ".sum"))

    let first = try sandbox.tlm("doctor", "--fix")
    let second = try sandbox.tlm("doctor", "--fix")

    #expect(first.code == 0)
    #expect(first.output.contains("wrote log/STORE anew"))
    #expect(first.output.contains("wrote the sum of the segment at 0"))
    #expect(second.code == 0)
    #expect(second.lines.first == "nothing to fix")
  }
}
