import TLM
import TestSupport
import Testing

/// `tlm prune` as people run it, against a count in Python that knows the rules alone.
@Suite struct PruneCommandTests {
  /// Twelve segments of 400 events, from 220 days ago to now, and what is asked of them.
  private func sandbox() throws -> Sandbox {
    let sandbox = try Sandbox()
    try #require(sandbox.tlm("config", "set", "rotation.size", "64K").code == 0)
    let program = """
      import json, time
      now = time.time()
      for part in range(12):
          with open(f"part-{part:02}.jsonl", "w") as file:
              for n in range(400):
                  at = now - (220 - 20 * part) * 86400 + 60 * n
                  names = ["issue_start", "issue_phase", "tool_call_completed", "issue_complete"]
                  event = {"ts": at, "event": names[n % 4], "issue_id": f"BUG-{part * 100 + n // 4}",
                           "phase": "p%d" % (n % 3), "duration_s": n % 17, "tool_name": "rg",
                           "stream": f"s-{n % 5}", "text": "x" * 60}
                  print(json.dumps(event), file=file)
      """
    try #require(sandbox.shell("python3 -c '\(program)'").code == 0)
    for part in 0..<12 {
      let name = part < 10 ? "part-0\(part).jsonl" : "part-\(part).jsonl"
      try #require(sandbox.tlm("append", name).code == 0)
    }
    try #require(sandbox.tlm("projections", "rebuild", "issues").code == 0)
    return sandbox
  }

  private func digests(_ sandbox: Sandbox) throws -> [String] {
    try ["velocity", "phase-timing", "issues", "mode-state", "sensor-metrics"].map { name in
      let result = try sandbox.tlm("replay", "-p", name, "--digest", "--from-zero")
      try #require(result.code == 0, "\(result.errors)")
      return result.output
    }
  }

  private func python(_ sandbox: Sandbox, _ arguments: String) throws -> Value {
    try json(sandbox.shell("python3 \(Reference.folder)/prune.py .tlm \(arguments)").output)
  }

  @Test(arguments: [
    ("--older-than 90d", "--older-than 7776000"), ("--max-size 300K", "--max-size 307200"),
    (
      "--older-than 30d --keep-per-type issue_phase:150d",
      "--older-than 2592000 --keep issue_phase:12960000"
    ),
    ("--older-than 3650d", "--older-than 315360000"),
  ])
  func `what goes is what Python says, and every answer stays`(
    words: String, theirs: String
  ) throws {
    let words = words.split(separator: " ").map(String.init)
    let sandbox = try sandbox()
    let before = try digests(sandbox)
    let expected = try python(sandbox, theirs)

    let outlook = try json(sandbox.tlm(["prune", "--dry-run", "--json"] + words).output)
    let report = try json(sandbox.tlm(["prune", "--json"] + words).output)

    for key in ["cut", "segments", "events", "bytes"] {
      #expect(outlook[key] == expected[key], "\(key)")
      #expect(report[key] == expected[key], "\(key)")
    }
    #expect(try digests(sandbox) == before)
    #expect(try python(sandbox, theirs)["segments"]?.elements == [])
    let left = try json(sandbox.tlm("query", "--event", "issue*", "--count", "--json").output)
    let gone = expected["events"]?.integer ?? 0
    #expect(left["count"] == .integer((4800 - gone) * 3 / 4))
    #expect(try sandbox.tlm("doctor").code == 0)
    let told =
      try sandbox.events().count
      + sandbox.shell(
        "cat .tlm/log/*.jsonl | grep -c tlm.pruned || true"
      ).lines.compactMap { Int($0) }.reduce(0, +)
    #expect(told == 4800 - Int(gone) + (gone > 0 ? 1 : 0))
  }

  @Test func `what is below the cut is said to be pruned, in one sentence`() throws {
    let sandbox = try sandbox()
    let report = try json(sandbox.tlm("prune", "--older-than", "90d", "--json").output)
    let cut = try #require(report["cut"]?.integer)

    for words in [
      ["replay", "-p", "velocity", "--at", "150d"], ["query", "--from", "100"],
    ] {
      let result = try sandbox.tlm(words)
      #expect(result.code == 2, "\(words)")
      #expect(
        result.errors.hasSuffix("was pruned; the oldest line that is kept stands at \(cut)\n"),
        "\(words): \(result.errors)")
    }
    #expect(try sandbox.tlm("replay", "-p", "velocity", "--at", "30d").code == 0)
    #expect(try sandbox.tlm("index").code == 0)
    #expect(try sandbox.tlm("projections", "verify", "issues").code == 0)
  }

  @Test func `archived segments are checked, put back, and read apart`() throws {
    let sandbox = try sandbox()
    let before = try sandbox.shell("cat .tlm/log/*.jsonl | sha256sum").output
    let count = try json(sandbox.tlm("query", "--count", "--json").output)["count"]?.integer ?? 0
    let digests = try digests(sandbox)
    let report = try json(
      sandbox.tlm("prune", "--older-than", "90d", "--archive", "--json").output)
    let cut = try #require(report["cut"]?.integer)
    #expect(report["archived"] == true)
    let after = try sandbox.shell("tail -c +1 .tlm/log/*.jsonl -q | tail -n 1").output
    #expect(after.contains("tlm.pruned"))

    let list = try json(sandbox.tlm("archive", "list", "--json").output)["segments"]?.elements ?? []
    #expect(list.map { $0["segment"] } == report["segments"]?.elements)
    #expect(try sandbox.tlm("archive", "verify").code == 0)
    let apart = try json(sandbox.tlm("archive", "restore", "--to", "old", "--json").output)
    #expect(apart["files"]?.elements.count == list.count)
    try #require(
      sandbox.shell("cat old/*.jsonl > old.all; zstd -dcq .tlm/archive/*.zst | cmp - old.all").code
        == 0)

    let restored = try json(sandbox.tlm("archive", "restore", "--json").output)
    #expect(restored["first"] == 0 && restored["segments"] == report["segments"])
    #expect(
      try sandbox.shell("cat .tlm/log/*.jsonl | grep -v tlm.pruned | sha256sum").output == before)
    #expect(
      try json(sandbox.tlm("query", "--count", "--json").output)["count"] == .integer(count + 1),
      "and that of the prune")
    #expect(try self.digests(sandbox) == digests)
    #expect(try sandbox.tlm("doctor").code == 0)
    #expect(try sandbox.tlm("projections", "verify", "issues").code == 0)

    let again = try json(sandbox.tlm("prune", "--older-than", "90d", "--archive", "--json").output)
    #expect(again["cut"] == .integer(cut))
    #expect(try self.digests(sandbox) == digests)
    try #require(
      sandbox.shell(
        "f=$(ls .tlm/archive/*.zst | head -1); chmod u+w $f; printf x | dd of=$f bs=1 seek=900 conv=notrunc"
      ).code == 0)
    #expect(try sandbox.tlm("archive", "verify").code == 1)
    let damaged = try sandbox.tlm("archive", "restore")
    #expect(damaged.code == 2 && damaged.errors.contains("damaged"))
  }

  @Test func `mistakes are told before anything is done`() throws {
    let sandbox = try Sandbox()
    for words in [
      [], ["--older-than", "soon"], ["--max-size", "much"],
      ["--older-than", "9d", "--keep-per-type", "x"],
      ["--older-than", "9d", "--keep-per-type", "x:y"],
    ] {
      #expect(try sandbox.tlm(["prune"] + words).code == 64, "\(words)")
    }
    let nothing = try sandbox.tlm("prune", "--older-than", "90d")
    #expect(nothing.code == 0 && nothing.output == "nothing to prune\n")
    #expect(try sandbox.tlm("archive").code == 1)
    #expect(try sandbox.tlm("archive", "restore", "--from", "9").code == 2)
  }
}
