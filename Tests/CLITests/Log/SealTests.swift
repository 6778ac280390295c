import Glibc
import TLM
import TestSupport
import Testing

/// `tlm seal` and `tlm verify-log`.
@Suite struct SealTests {
  /// A store of several segments.
  private func sandbox() throws -> Sandbox {
    let sandbox = try Sandbox()
    _ = try sandbox.file(".tlm/config.yaml", "rotation: {size: 192K}\n")
    let text = String(repeating: "x", count: 800)
    for part in 0..<4 {
      let lines = (0..<150).map {
        "{\"event\":\"x\",\"n\":\($0),\"part\":\(part),\"text\":\"\(text)\"}"
      }
      try #require(
        sandbox.tlm("append", input: lines.joined(separator: "\n") + "\n").code == 0)
    }
    return sandbox
  }

  private func head(_ sandbox: Sandbox) throws -> String {
    try #require(try sandbox.tlm("seal", "--short").lines.first)
  }

  @Test func `a head is what an independent calculation over the files says`() throws {
    let sandbox = try sandbox()
    let early = try head(sandbox)
    _ = try sandbox.tlm("emit", "later")

    let now = try head(sandbox)
    let position = early.split(separator: ":")[0]
    let script = "python3 \(Reference.folder)/chain.py .tlm"

    #expect(try sandbox.shell(script).lines == [now])
    #expect(try sandbox.shell("\(script) \(position)").lines == [early])
    let document = try json(sandbox.tlm("seal", "--json").output)
    #expect(document["head"] == .string(now))
    #expect(try sandbox.tlm("verify-log", "--head", early, "--head", now).code == 0)
  }

  @Test func `an independent calculation comes to the same heads of what was pruned and redacted`()
    throws
  {
    let sandbox = try sandbox()
    let early = try head(sandbox)
    _ = try sandbox.tlm("emit", "later")
    let later = try head(sandbox)
    for (text, reason) in [("\"n\":3,", "one"), ("\"n\":44,", "two"), ("\"n\":5,", "three")] {
      let line = try sandbox.shell("cat .tlm/log/*.jsonl | grep -b -m 1 -F '\(text)' | cut -d: -f1")
      let place = try #require(line.lines.first)
      try #require(sandbox.tlm("redact", "@\(place)", "--reason", reason).code == 0)
    }
    let now = try head(sandbox)
    let script = "python3 \(Reference.folder)/chain.py .tlm"

    #expect(try sandbox.shell(script).lines == [now])
    for head in [early, later] {
      #expect(try sandbox.shell("\(script) \(head.split(separator: ":")[0])").lines == [head])
    }
    try #require(sandbox.tlm("prune", "--max-size", "300K").code == 0)
    let last = try head(sandbox)
    #expect(try sandbox.shell(script).lines == [last])
    #expect(try sandbox.shell("\(script) \(later.split(separator: ":")[0])").lines == [later])
    #expect(try sandbox.tlm("verify-log", "--head", later, "--head", last).code == 0)
  }

  @Test func `a changed byte is told with its segment and its line`() throws {
    let sandbox = try sandbox()
    let head = try head(sandbox)
    try #require(sandbox.shell("cp -a .tlm old").code == 0)
    try #require(
      sandbox.shell(
        "f=$(ls .tlm/log/*.jsonl | head -1); chmod 600 $f; sed -i '3s/\"n\":2/\"n\":7/' $f; chmod 400 $f"
      ).code == 0)

    let found = try sandbox.tlm("verify-log", "--head", head, "--against", "old", "--json")
    let told = try sandbox.tlm("verify-log", "--head", head, "--against", "old")

    #expect(found.code == 1)
    let document = try json(found.output)
    #expect(document["whole"] == false)
    #expect(document["heads"]?.elements[0]["outcome"] == "broken")
    #expect(
      document["faults"]?.elements[0]["kind"] == "changed"
        && document["faults"]?.elements[0]["to"] == 65536)
    #expect(document["lines"]?.elements[0]["now"]?.text?.contains("\"n\":7") == true)
    #expect(told.output.contains("does not hold") && told.output.contains("\"n\":2"))
    // Whoever renews the seals does not come to the same head.
    try #require(sandbox.shell("rm .tlm/log/*.seal .tlm/log/*.sum").code == 0)
    _ = try sandbox.tlm("seal")
    #expect(try sandbox.tlm("verify-log").code == 0)
    #expect(try sandbox.tlm("verify-log", "--head", head).code == 1)
  }

  @Test func `heads are read from notes of git`() throws {
    let sandbox = try sandbox()
    let git = "git -c user.name=a -c user.email=a@b"
    try #require(
      sandbox.shell("git init -q . && \(git) commit -q --allow-empty -m first").code == 0)
    let variables = [
      "GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@b", "GIT_COMMITTER_NAME": "a",
      "GIT_COMMITTER_EMAIL": "a@b",
    ]

    #expect(try sandbox.tlm("seal", "--git", environment: variables).code == 0)

    let note = try sandbox.shell("git notes --ref=tlm show")
    #expect(note.output.hasPrefix("tlm-head "))
    let checked = try sandbox.shell("git notes --ref=tlm show | tlm verify-log --heads -")
    #expect(checked.code == 0 && checked.output.contains("holds"))
  }

  @Test func `a watch seals what is closed, and writes heads into the log`() throws {
    let sandbox = try sandbox()
    _ = try sandbox.file(".tlm/config.yaml", "rotation: {size: 192K}\n")
    try #require(sandbox.tlm("config", "set", "seal.every", "60s").code == 0)
    let watch = try sandbox.start("watch", "--sample", "off", "--no-control")

    try eventually("seals of all closed segments") {
      try sandbox.shell("ls .tlm/log/*.seal | wc -l").output.hasPrefix(
        "\(sandbox.segments().count - 1)")
        ? true : nil
    }
    watch.signal(SIGTERM)
    #expect(try watch.finish().code == 0)
    #expect(try sandbox.tlm("verify-log").output.hasPrefix("whole"))
  }

  @Test func `a head in another store's log is proof`() throws {
    let (sandbox, other) = (try sandbox(), try Sandbox())

    try #require(sandbox.tlm("seal", "--into", other.store).code == 0)

    let told = try other.tlm("query", "--event", "tlm.head", "--jsonl").output
    #expect(try sandbox.tlm("verify-log", "--heads", "-", input: told).code == 0)
    try #require(
      sandbox.shell("f=$(ls .tlm/log/*.jsonl | head -1); chmod 600 $f; sed -i '2d' $f").code == 0)
    #expect(try sandbox.tlm("verify-log", "--heads", "-", input: told).code == 1)
  }

  @Test func `what is no head, no file or no checkout is said in a sentence`() throws {
    let sandbox = try Sandbox()
    let head = "12:" + String(repeating: "0", count: 64)

    let beyond = try sandbox.tlm("verify-log", "--head", head)
    let wrong = try sandbox.tlm("verify-log", "--head", "12:abc")
    let missing = try sandbox.tlm("verify-log", "--heads", "nothing.txt")
    let outside = try sandbox.tlm("seal", "--git")

    #expect(beyond.code == 1 && beyond.output.contains("beyond the end"))
    #expect(wrong.code == 64 && wrong.errors.contains("'12:abc' is no head"))
    #expect(missing.code != 0 && missing.errors.contains("there is no file nothing.txt"))
    #expect(outside.code == 2 && outside.errors.contains("git keeps no note"))
  }
}
