import Glibc
import TLM
import TestSupport
import Testing

/// Runs that a shell tells of, step by step, and the lists of them.
@Suite struct RunTrackingTests {
  private func run(_ sandbox: Sandbox, _ id: String) throws -> Value {
    try json(try sandbox.tlm("runs", "show", id, "--json").output)
  }

  @Test func `a script keeps the id, tells of the run, and ends it with its exit code`() throws {
    let sandbox = try Sandbox()
    let script = """
      ID=$(tlm runs start nightly --job sync --pid $$ git_branch=main) || exit 9
      tlm runs log $ID pulled files:=12 && false; tlm runs end $ID --exit-code $?
      tlm runs log $ID late; echo $ID
      """
    let result = try sandbox.shell(script)

    #expect(result.code == 0 && result.errors.isEmpty, "\(result.errors)")
    let id = String(result.output.dropLast())
    #expect(id.utf8.count == 36 && !id.contains(" "))
    let document = try run(sandbox, id)
    let own = try #require(document["run"])
    #expect(own["agent_name"] == "nightly" && own["job_type"] == "sync")
    // The code is that of `false`.
    #expect(own["status"] == "failure" && own["exit_code"] == 1)
    #expect(own["git_branch"] == "main" && own["process"] != nil && own["end_time"] != nil)
    #expect(document["history"]?.elements.count == 2)
    let trace = try json(try sandbox.tlm("trace", id, "--json").output)
    let points = trace["spans"]?.elements.first?["points"]?.elements ?? []
    #expect(points.compactMap { $0["name"]?.text } == ["pulled", "late"])
  }

  @Test func `what is evaluated puts the run around all that is emitted`() throws {
    let sandbox = try Sandbox()
    let script = """
      eval "$(tlm runs start nightly --export)"; tlm emit inside; ID=$TLM_RUN_ID
      CHILD=$(tlm runs start child); tlm runs end items_failed:=3 --status partial; echo $ID $CHILD
      """
    let ids = try sandbox.shell(script).output.split(whereSeparator: \.isWhitespace).map(
      String.init)
    try #require(ids.count == 2)

    #expect(try run(sandbox, ids[0])["run"]?["status"] == "partial")
    #expect(try run(sandbox, ids[0])["run"]?["items_failed"] == 3)
    #expect(try run(sandbox, ids[1])["run"]?["parent_run_id"] == .string(ids[0]))
    let trace = try json(try sandbox.tlm("trace", ids[0], "--json").output)
    let spans = trace["spans"]?.elements ?? []
    #expect(spans.compactMap { $0["title"]?.text } == ["nightly command", "child command"])
    #expect(spans.first?["points"]?.elements.first?["name"] == "inside")
  }

  @Test func `a run ends once, however many say so`() async throws {
    let sandbox = try Sandbox()
    let id = String(try sandbox.tlm("runs", "start", "x").output.dropLast())
    let codes = try await withThrowingTaskGroup(of: Int32.self) { group in
      for status in ["success", "failure", "timeout"] {
        group.addTask { try sandbox.tlm("runs", "end", id, "--status", status).code }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }

    #expect(codes.sorted() == [0, 1, 1])
    let late = try sandbox.tlm("runs", "end", id)
    #expect(late.code == 1 && late.errors.contains("has ended before, as "))
    #expect(try run(sandbox, id)["history"]?.elements.count == 2)
  }

  @Test func `a change is an event that says who made it and what was before`() throws {
    let sandbox = try Sandbox()
    let id = String(try sandbox.tlm("runs", "start", "x", "items_failed:=1").output.dropLast())
    try #require(try sandbox.tlm("runs", "end", id).code == 0)
    let before = try sandbox.events()

    let change = try sandbox.tlm(
      "runs", "update", id, "items_failed:=3", "status=failed", "--by", "ada", "--note", "counted")
    let commit = try sandbox.tlm(
      "runs", "associate-commit", id, "1F0C2B7", "--source", "ci", "--author", "Ada")

    #expect(change.code == 0 && commit.code == 0, "\(change.errors)\(commit.errors)")
    #expect(try sandbox.events().starts(with: before))
    let document = try run(sandbox, id)
    let (own, history) = (document["run"], document["history"]?.elements ?? [])
    #expect(own?["status"] == "failure" && own?["items_failed"] == 3)
    #expect(own?["git_commit_hash"] == "1f0c2b7" && own?["git_commit_source"] == "ci")
    try #require(history.count == 4)
    #expect(history[2]["by"] == "ada" && history[2]["note"] == "counted")
    #expect(history[2]["before"] == ["items_failed": 1, "status": "success"])
    #expect(history[3]["before"]?["git_commit_hash"] == .null)
  }

  @Test func `what a field cannot hold is a mistake, and nothing is written`() throws {
    let sandbox = try Sandbox()
    let id = String(try sandbox.tlm("runs", "start", "x").output.dropLast())
    let count = try sandbox.events().count
    for (field, meant) in [
      ("items_failed:=-1", "a whole number from 0 on"), ("status=odd", "success, failure"),
      ("error_summary=" + String(repeating: "x", count: 501), "at most 500 characters"),
      ("metrics_json=x", "an object"), ("end_time=later", "a time such as"),
      ("run_id=other", "cannot be changed"), ("nothing", "is no field"),
      ("items_failed:=[", "no JSON behind"),
    ] {
      let result = try sandbox.tlm("runs", "update", id, field)
      #expect(result.code == 64 && result.errors.contains(meant), "\(field): \(result.errors)")
    }
    for words in [
      ["associate-commit", id, "xyz"], ["end", id, "--status", "odd"],
      ["start", "x", "--id", "a/b"], ["start", "x", "--id", "token=abc123def456"],
      ["list", "--status", "odd"], ["list", "--limit", "0"],
    ] {
      #expect(try sandbox.tlm(["runs"] + words).code == 64, "\(words)")
    }
    #expect(try sandbox.tlm("runs", "update", "nobody", "items_failed:=1").code == 1)
    #expect(try sandbox.events().count == count)
  }

  @Test func `an id is that of a run's own before it is one that runs share`() throws {
    let sandbox = try Sandbox()
    for (key, id) in [("mine", "shared"), ("other", "mine"), ("third", "shared"), ("more", "m1")] {
      let fields = ["event_id=\(key)", "run_id=\(id)", "status=running", "agent_name=of-\(key)"]
      try #require(try sandbox.tlm(["emit", "--strict", "run"] + fields).code == 0)
    }

    for words in [["update", "mine", "items_failed:=3"], ["associate-commit", "mine", "1f0c2b7"]] {
      try #require(try sandbox.tlm(["runs"] + words).code == 0)
    }
    try #require(try sandbox.tlm("runs", "end", "mine").code == 0)

    let document = try run(sandbox, "mine")
    #expect(document["run"]?["agent_name"] == "of-mine" && document["run"]?["status"] == "success")
    #expect(document["run"]?["items_failed"] == 3 && document["history"]?.elements.count == 4)
    #expect(try run(sandbox, "other")["history"]?.elements.count == 1)
    #expect(try run(sandbox, "m1")["run"]?["agent_name"] == "of-more")
    #expect(try run(sandbox, "thi")["run"]?["agent_name"] == "of-third")
    for (id, several) in [("shared", "mine, third"), ("m", "m1")] {
      let result = try sandbox.tlm("runs", "update", id, "items_failed:=1")
      #expect(result.code == 64 && result.errors.contains(several), "\(result.errors)")
    }
  }

  @Test func `secrets are hidden in what a shell tells`() throws {
    let sandbox = try Sandbox()
    let secret = "AKIAIOSFODNN7EXAMPLE"
    let id = String(try sandbox.tlm("runs", "start", "x", "note=\(secret)").output.dropLast())
    _ = try sandbox.tlm("runs", "log", id, "seen", "key=\(secret)")
    _ = try sandbox.tlm("runs", "update", id, "error_details=\(secret)")
    _ = try sandbox.tlm("runs", "end", id, "--error", secret)

    #expect(try sandbox.events().count == 4)
    #expect(try !sandbox.events().joined().contains(secret))
  }

  @Test func `a run whose shell is gone is swept, and one without a process is left alone`() throws
  {
    let sandbox = try Sandbox()
    let start = "bash -c 'echo $(\(Sandbox.binary) runs start gone --pid $$)'"
    let gone = String(try sandbox.shell(start).output.dropLast())
    let other = String(try sandbox.tlm("runs", "start", "other").output.dropLast())

    let swept = try sandbox.tlm("runs", "sweep", "--older-than", "0s")
    #expect(swept.errors == "ended 1 run\n", "\(swept.errors)")
    #expect(try run(sandbox, gone)["run"]?["status"] == "cancelled")
    #expect(try run(sandbox, other)["run"]?["status"] == "running")
  }

  @Test func `a script goes on where nothing can be written`() throws {
    let sandbox = try Sandbox()
    try #require(try sandbox.shell("chmod -R a-w .tlm").code == 0)
    if getuid() == 0 { return }
    let result = try sandbox.tlm("runs", "start", "x")

    #expect(result.code == 0 && result.output.count == 37 && !result.errors.isEmpty)
    #expect(try sandbox.tlm("runs", "start", "x", "--strict").code == 2)
  }

  @Test func `lists have the runs that meet every condition, those recorded last first`() throws {
    let sandbox = try Sandbox()
    let data = Files.package + "/Tests/Data/runs/events_20261121.ndjson"
    try #require(try sandbox.tlm("append", data).code == 0)
    func ids(_ words: String...) throws -> [String] {
      let result = try sandbox.tlm(["runs", "list", "--json"] + words)
      return (try json(result.output)["runs"]?.elements ?? []).compactMap { $0["run_id"]?.text }
    }
    let python = try sandbox.shell("python3 \(Reference.folder)/runs.py list \(data)")
    let expected = try #require(try json(python.output)["runs"]).elements

    func expect(_ words: [String], _ holds: (Value) -> Bool) throws {
      let wanted = expected.filter(holds).compactMap { $0["run_id"]?.text }
      let result = try sandbox.tlm(["runs", "list", "--json", "--limit", "1000"] + words)
      let found = (try json(result.output)["runs"]?.elements ?? []).compactMap {
        $0["run_id"]?.text
      }
      #expect(found == wanted, "\(words)")
      #expect(result.code == (wanted.isEmpty ? 1 : 0))
    }
    try expect([]) { _ in true }
    try expect(["--agent", "hugo-translator"]) { $0["agent_name"] == "hugo-translator" }
    try expect(["--status", "failure,timeout"]) { ["failure", "timeout"].contains($0["status"]) }
    try expect(["--status", "failed"]) { $0["status"] == "failure" }
    try expect(["--exclude-job", "index"]) { $0["job_type"] != "index" }
    try expect(["--contains", "artifactguard"]) {
      $0["run_id"]?.text?.contains("artifactguard") ?? false
    }
    try expect(["--parent", "nobody"]) { _ in false }
    let all = try ids("--limit", "1000")
    #expect(try ids("--limit", "3", "--offset", "2") == Array(all.dropFirst(2).prefix(3)))
  }

  @Test func `statistics are those of an independent count`() throws {
    let sandbox = try Sandbox()
    let data = Files.package + "/Tests/Data/runs/events_20261121.ndjson"
    try #require(try sandbox.tlm("append", data).code == 0)
    let script = """
      python3 \(Reference.folder)/runs.py stats \(data) | jq '{report: .}' > python.json || exit 3
      tlm runs stats --json | jq '{report: .}' > tlm.json || exit 4
      python3 \(Reference.folder)/compare.py python.json tlm.json
      """
    let result = try sandbox.shell(script)
    #expect(result.code == 0, "\(result.output)\(result.errors)")
  }
}
