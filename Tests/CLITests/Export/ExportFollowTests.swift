import TLM
import TestSupport
import Testing

/// Exports that are kept up to date.
@Suite struct ExportFollowTests {
  private func emit(_ sandbox: Sandbox, _ numbers: Range<Int64>) throws {
    let lines = numbers.map { number in
      String(
        decoding: NewEvent("n", at: nil, fields: [Member("n", .integer(number))]).line(),
        as: UTF8.self)
    }
    try #require(try sandbox.tlm("append", input: lines.joined()).code == 0)
  }

  private func waitFor(_ lines: Int, in file: String, of sandbox: Sandbox) throws {
    try eventually("\(lines) lines in \(file)") {
      try sandbox.shell("wc -l < \(file)").output == "\(lines)\n" ? true : nil
    }
  }

  @Test func `a file has each event once, however often its process dies`() throws {
    let sandbox = try Sandbox()
    try emit(sandbox, 0..<10)
    let words = ["export", "--format", "csv", "--select", "n", "-o", "out.csv", "--follow"]
    for round in 1...4 {
      let process = try Command(
        Sandbox.binary, words, environment: sandbox.variables([:]), in: sandbox.path)
      try waitFor(1 + round * 10, in: "out.csv", of: sandbox)
      try emit(sandbox, Int64(round * 10)..<Int64(round * 10 + 10))
      try waitFor(11 + round * 10, in: "out.csv", of: sandbox)
      process.signal(round % 2 == 0 ? 9 : 15)
      _ = try process.finish()
      // What a process wrote that died before it could say so.
      try #require(sandbox.shell("printf 'half' >> out.csv").code == 0)
    }

    let process = try Command(
      Sandbox.binary, words, environment: sandbox.variables([:]), in: sandbox.path)
    try emit(sandbox, 50..<51)
    try waitFor(52, in: "out.csv", of: sandbox)
    process.signal(15)
    #expect(try process.finish().code == 0)

    let text = try sandbox.shell("cat out.csv").output
    #expect(text == "n\r\n" + (0..<51).map { "\($0)\r\n" }.joined())
  }

  @Test func `one process keeps an export, and another file is not written over`() throws {
    let sandbox = try Sandbox()
    try emit(sandbox, 0..<3)
    let words = ["export", "-o", "out.jsonl", "--follow"]
    let process = try Command(
      Sandbox.binary, words, environment: sandbox.variables([:]), in: sandbox.path)
    try waitFor(3, in: "out.jsonl", of: sandbox)

    let second = try sandbox.tlm(words)
    #expect(second.code == 2 && second.errors.contains("another process keeps the export"))
    process.signal(15)
    _ = try process.finish()
    try #require(sandbox.shell("echo mine > other.jsonl").code == 0)
    let other = try sandbox.tlm("export", "-o", "other.jsonl", "--follow")

    #expect(other.code == 2 && other.errors.contains("did not write"))
    #expect(try sandbox.shell("cat other.jsonl").output == "mine\n")
  }

  @Test(.enabled(if: ExportPeers.haveClasses, ExportPeers.noClasses))
  func `a receiver gets what comes, also what came while it was away`() throws {
    let sandbox = try Sandbox()
    try emit(sandbox, 0..<5)
    let receiver = try Receiver("503:1", "200")

    let process = try sandbox.start("export", "--endpoint", receiver.url, "--follow")
    let first = try receiver.attempts(2)
    try emit(sandbox, 5..<8)
    let next = try receiver.attempts(1)
    process.signal(15)
    #expect(try process.finish().code == 0)
    try emit(sandbox, 8..<9)
    let again = try sandbox.start("export", "--endpoint", receiver.url, "--follow")
    let last = try receiver.attempts(1)
    again.signal(15)
    _ = try again.finish()

    func numbers(_ attempt: Receiver.Attempt) -> [Int64] {
      attempt.told.compactMap { $0["attributes"]?["n"]?.number.map { Int64($0) } }
    }
    #expect(numbers(first[1]) == [0, 1, 2, 3, 4] && first[0].body == first[1].body)
    #expect(numbers(next[0]) == [5, 6, 7] && numbers(last[0]) == [8])
    #expect((first + next + last).flatMap(\.faults).isEmpty)
  }

  @Test(.enabled(if: ExportPeers.haveClasses, ExportPeers.noClasses))
  func `spans are sent as they end, each once`() throws {
    let (sandbox, receiver) = (try Sandbox(), try Receiver("200"))
    let follow = {
      try sandbox.start("export", "--endpoint", receiver.url, "--signal", "traces", "--follow")
    }
    try #require(sandbox.tlm("run", "--name", "first", "--", "true").code == 0)

    let process = try follow()
    let first = try receiver.attempts(1)
    process.signal(15)
    #expect(try process.finish().code == 0)
    try #require(sandbox.tlm("run", "--name", "second", "--", "true").code == 0)
    let again = try follow()
    let next = try receiver.attempts(1)
    again.signal(15)
    _ = try again.finish()

    let attempts = first + next
    #expect(attempts.map(\.path) == ["/v1/traces", "/v1/traces"])
    #expect(attempts.map(\.records) == [1, 1] && attempts.flatMap(\.faults).isEmpty)
    // As an export of all of it has them.
    let all = try sandbox.tlm("export", "--format", "otlp-json").output
    for attempt in attempts {
      #expect(all.contains(try #require(attempt.told.first?["span"]?.text)))
    }
    #expect(try receiver.rest().isEmpty)
  }
}
