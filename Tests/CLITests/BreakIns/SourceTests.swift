import TLM
import TestSupport
import Testing

/// What somebody puts into a source keeps nothing behind it from the log, and nobody waiting.
@Suite struct SourceTests {
  /// What goes before the line that must arrive, and whether it is told.
  struct Obstacle: Sendable, CustomTestStringConvertible {
    let testDescription: String
    /// Shell that appends to the inbox, in the folder of the store.
    let shell: String
    let reason: String

    static let all = [
      Obstacle(
        testDescription: "zeros with an end",
        shell: "(head -c 20M /dev/zero; echo) >> in.jsonl", reason: "zeros"),
      Obstacle(
        testDescription: "zeros without an end",
        shell: "head -c 20M /dev/zero >> in.jsonl", reason: "zeros"),
      Obstacle(
        testDescription: "a hole", shell: "truncate -s 10G in.jsonl", reason: "zeros"),
      Obstacle(
        testDescription: "a hole behind lines",
        shell: "echo '{\"event\":\"before\"}' >> in.jsonl; truncate -s 10G in.jsonl",
        reason: "zeros"),
      Obstacle(
        testDescription: "a line without an end for long",
        shell: "(head -c 20M /dev/zero | tr '\\0' x; echo) >> in.jsonl", reason: "too_long"),
      Obstacle(
        testDescription: "JSON that is too long",
        shell: "(printf '{\"event\":\"big\",\"text\":\"'; head -c 20M /dev/zero | tr '\\0' y;"
          + " echo '\"}') >> in.jsonl", reason: "too_long"),
      Obstacle(
        testDescription: "half a line, then zeros",
        shell: "(printf '{\"event\":'; head -c 20M /dev/zero; echo) >> in.jsonl",
        reason: "too_long"),
    ]
  }

  @Test(arguments: Obstacle.all)
  func `what stands behind bytes that can be no line arrives, once`(obstacle: Obstacle) throws {
    let sandbox = try Sandbox()
    try #require(sandbox.shell("cd .tlm && \(obstacle.shell)").code == 0)
    try Disk.append(sandbox.store + "/in.jsonl", "{\"event\":\"after\"}\n")

    let first = try sandbox.tlm("query", "--event", "after")
    let again = try sandbox.tlm("query", "--event", "after")
    try Disk.append(sandbox.store + "/in.jsonl", "{\"event\":\"after\"}\n")
    let later = try sandbox.tlm("query", "--event", "after")

    #expect(first.code == 0 && first.lines.count == 1, "\(first.errors)")
    #expect(again.lines.count == 1)
    #expect(later.lines.count == 2)
    let told = try sandbox.tlm("query", "--event", "tlm.skipped")
    #expect(told.output.contains("\"\(obstacle.reason)\""), "\(told.output)")
    let doctor = try sandbox.tlm("doctor")
    #expect(doctor.output.contains("passed over"), "\(doctor.output)")
    #expect(try sandbox.tlm("doctor", "--fix").code == 0 || obstacle.reason == "too_long")
    let size = try Disk.bytes(sandbox.store + "/log/00000000000000000000.jsonl").count
    #expect(size < 100_000, "what can be no line is not taken in")
    let kept = try Files.all(below: sandbox.store + "/damaged")
    #expect(kept.isEmpty == (obstacle.reason == "zeros"))
    for name in kept {
      #expect(try Disk.bytes(sandbox.store + "/damaged/" + name).count <= 1 << 20)
    }
  }

  @Test func `a long line that comes in parts is passed over to its end`() throws {
    let sandbox = try Sandbox()
    for part in ["head -c 17M /dev/zero | tr '\\0' x", "head -c 3M /dev/zero | tr '\\0' x"] {
      try #require(sandbox.shell("(\(part)) >> .tlm/in.jsonl").code == 0)
      _ = try sandbox.tlm("query", "--json")
    }
    try Disk.append(
      sandbox.store + "/in.jsonl", "{\"event\":\"inside\"}\n{\"event\":\"after\"}\n")

    let found = try sandbox.tlm("query", "--json").output

    #expect(!found.contains("inside"), "the end of a line is no line")
    #expect(found.contains("after"))
  }

  @Test(arguments: ["ln -s /tmp .tlm/damaged", "echo x > .tlm/damaged", "mkfifo .tlm/damaged"])
  func `where nothing can be kept of a long line, what stands behind it arrives all the same`(
    obstacle: String
  ) throws {
    let sandbox = try Sandbox()
    try #require(
      sandbox.shell("\(obstacle); (head -c 17M /dev/zero | tr '\\0' x; echo) >> .tlm/in.jsonl").code
        == 0)
    try Disk.append(sandbox.store + "/in.jsonl", "{\"event\":\"after\"}\n")

    let found = try sandbox.tlm("query", "--event", "after")

    #expect(found.lines.count == 1, "\(found.errors)")
  }

  @Test func `thousands of spool files come in within seconds, in order, and are gone`() throws {
    let sandbox = try Sandbox()
    sandbox.folder(".tlm/spool")
    let made = try sandbox.shell(
      """
      for i in $(seq -f %06g 1 3000); do
        printf '{"event":"late","n":"%s"}\\n' $i > .tlm/spool/00000000000000000000-$i-1-a.jsonl
      done
      """)
    try #require(made.code == 0)

    let found = try sandbox.shell("tlm query --event late | jq -r .n", within: 60)

    #expect(found.lines.count == 3000 && found.lines == found.lines.sorted())
    #expect(Set(found.lines).count == 3000)
    #expect(try Files.all(below: sandbox.store + "/spool").isEmpty)
  }

  @Test func `lines up to the longest are events`() throws {
    let sandbox = try Sandbox()
    let text = String(repeating: "z", count: 9_000_000)
    try Disk.append(
      sandbox.store + "/in.jsonl",
      "{\"event\":\"big\",\"text\":\"\(text)\"}\n{\"event\":\"after\"}\n")

    #expect(try sandbox.tlm("query", "--event", "big").output.count > 9_000_000)
    #expect(try sandbox.tlm("query", "--event", "after").lines.count == 1)
  }

  @Test func `an inbox that was begun anew, shorter or as long, is taken from its start`() throws {
    let sandbox = try Sandbox()
    try #require(sandbox.shell("truncate -s 3M .tlm/in.jsonl").code == 0)
    _ = try sandbox.tlm("query", "--json")

    _ = try sandbox.shell("echo '{\"event\":\"fresh\"}' > .tlm/in.jsonl")

    #expect(try sandbox.tlm("query", "--event", "fresh").lines.count == 1)
  }
}
