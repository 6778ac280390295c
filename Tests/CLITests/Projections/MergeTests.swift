import TLM
import TestSupport
import Testing

/// Several files as one log, by the times of their lines.
@Suite struct MergeTests {
  private let sandbox: Sandbox

  init() throws { sandbox = try Sandbox(hasStore: false) }

  private func line(_ time: Int?, _ event: String, _ phase: String = "build") -> String {
    (time.map { #"{"ts":\#(1_770_000_000 + $0),"# } ?? "{")
      + #""event":"\#(event)","issue_id":"A-1","phase":"\#(phase)"}"#
  }

  private func phases(_ arguments: [String]) throws -> Value? {
    let result = try sandbox.tlm(["replay", "-p", "phase-timing", "--json"] + arguments)
    return try json(result.output)["report"]?["phases"]
  }

  @Test func `an end in one file meets its start in another`() throws {
    let ends = try sandbox.file("ends", line(5, "phase_end") + "\n" + line(9, "issue_complete"))
    let starts = try sandbox.file("starts", line(2, "phase_start") + "\n")

    #expect(try phases([ends, starts])?["build"] == nil)
    #expect(try phases(["--merge-by-time", ends, starts])?["build"]?["sum_s"] == 3.0)
    #expect(try phases(["--merge-by-time", starts, ends])?["build"]?["sum_s"] == 3.0)
  }

  @Test func `what has one time stays as it stands, and what has none with the line before it`()
    throws
  {
    let one = try sandbox.file(
      "one",
      [
        line(nil, "note"), line(4, "phase_start"), line(nil, "issue_complete"), "no json",
        line(1, "phase_start", "early"),
      ].joined(separator: "\r\n"))
    let two = try sandbox.file("two", line(4, "phase_end") + "\n" + line(3, "phase_end", "early"))

    let report = try phases(["--merge-by-time", one, two])

    // The completion stands behind the start at 4, and before the end at 4 of the other file.
    #expect(report?["early"]?["sum_s"] == 2.0)
    #expect(report?["build"] == nil)
    #expect(try phases(["--merge-by-time", two, one])?["build"] == nil)
  }

  @Test func `a file in the order of its times gives the same either way`() throws {
    let path = sandbox.path + "/hard.jsonl"
    try Reference.generate(3_000, to: path, seed: 11, in: sandbox)
    let sorted = try sandbox.shell(
      "python3 - <<'E' > sorted.jsonl\nfor n in range(3000): print('{\"ts\":%d,\"event\":\"e%d\"}' % (n // 3, n % 7))\nE"
    )
    try #require(sorted.code == 0)

    let given = try sandbox.tlm("replay", "-p", "event-counts", "--digest", "sorted.jsonl")
    let merged = try sandbox.tlm(
      "replay", "-p", "event-counts", "--digest", "--merge-by-time", "sorted.jsonl")
    #expect(given.output == merged.output && !given.output.isEmpty)
  }

  @Test(arguments: [3, 4])
  func `files that are hard on readers are merged as Python merges them`(seed: Int) throws {
    let script = Reference.folder + "/replay.py"
    for number in 0..<3 {
      try Reference.generate(
        2_000, to: "\(sandbox.path)/\(number).jsonl", seed: seed * 10 + number, in: sandbox)
    }
    for projection in ["phase-timing", "tool-usage", "velocity", "event-counts"] {
      let result = try sandbox.shell(
        """
        tlm replay -p \(projection) --json --merge-by-time 0.jsonl 1.jsonl 2.jsonl > swift.json
        [ $? -le 1 ] || exit 3
        python3 \(script) --projection \(projection) --merge-by-time 0.jsonl 1.jsonl 2.jsonl > python.json
        python3 \(Reference.folder)/compare.py python.json swift.json
        """)
      #expect(result.code == 0, "\(projection) \(result.output)\(result.errors)")
    }
  }

  @Test func `what can be read only once is refused, and so is a store`() throws {
    let file = try sandbox.file("one", line(1, "note"))

    #expect(try sandbox.tlm("replay", "-p", "velocity", "--merge-by-time").code == 64)
    #expect(try sandbox.tlm("replay", "-p", "velocity", "--merge-by-time", file, "-").code == 64)
    let pipe = try sandbox.shell(
      "mkfifo pipe; (cat one > pipe &); tlm replay -p velocity --merge-by-time one pipe; echo $?; cat pipe > /dev/null"
    )
    #expect(pipe.output.hasSuffix("2\n") && pipe.errors.contains("no plain file"))
    let missing = try sandbox.tlm("replay", "-p", "velocity", "--merge-by-time", "nowhere")
    #expect(missing.code == 2)
  }
}
