import TLM
import TestSupport
import Testing

@Suite struct AppendConditionTests {
  private let event = "{\"event\":\"step\"}\n"

  @Test func `a stream grows revision by revision`() throws {
    let sandbox = try Sandbox()

    for revision in ["none", "1", "any"] {
      let result = try sandbox.tlm("append", "--expect-revision", "a=b=\(revision)", input: event)
      #expect(result.code == 0 && result.output.isEmpty, "\(result.errors)")
    }

    #expect(
      try sandbox.events()
        == Array(
          repeating: "{\"event\":\"step\",\"stream\":\"a=b\"}", count: 3))
    #expect(try sandbox.tlm("query", "--stream", "a=b", "--count").output == "3\n")
  }

  @Test func `another revision ends with 1 and says which, in words and as JSON`() throws {
    let sandbox = try Sandbox()
    try #require(try sandbox.tlm("append", "--expect-revision", "s=0", input: event).code == 0)

    let people = try sandbox.tlm("append", "--expect-revision", "s=0", input: event)
    let programs = try sandbox.tlm("append", "--expect-revision", "s=0", "--json", input: event)

    #expect(people.code == 1 && people.output.isEmpty)
    #expect(people.errors.contains("stream s has revision 1, the append expected 0"))
    #expect(programs.code == 1 && programs.errors.isEmpty)
    let document = try json(programs.output)
    #expect(document["appended"] == false)
    let conflict = try #require(document["conflict"])
    #expect(conflict.names == ["code", "message", "stream", "expected", "actual", "position"])
    #expect(conflict["code"] == "wrongRevision" && conflict["actual"] == 1)
    #expect(conflict["position"] == 0)
    #expect(try sandbox.events().count == 1)
  }

  @Test func `a success says where and at which revision`() throws {
    let sandbox = try Sandbox()
    let two = event + event

    let result = try sandbox.tlm("append", "--expect-revision", "s=0", "--json", input: two)

    let document = try json(result.output)
    #expect(document.names == ["appended", "position", "end", "lines", "revision"])
    #expect(document["lines"] == 2 && document["revision"] == 2)
  }

  @Test func `an append goes in where no event stands against it`() throws {
    let sandbox = try Sandbox()
    let deploy = "{\"event\":\"deploy\",\"env\":\"prod\"}\n"
    let condition = ["append", "--if-none", "--event", "deploy", "--where", "env = prod"]

    #expect(try sandbox.tlm(condition, bytes: Array(deploy.utf8)).code == 0)
    let refused = try sandbox.tlm(condition, bytes: Array(deploy.utf8))
    #expect(refused.code == 1 && refused.errors.contains("stands at 0"))
    #expect(try sandbox.tlm(condition + ["--after", "0"], bytes: Array(deploy.utf8)).code == 0)
    #expect(try sandbox.tlm(condition + ["--from", "0"], bytes: Array(deploy.utf8)).code == 1)
    #expect(try sandbox.events().count == 2)
  }

  @Test func `one key makes one event, and the second time is no failure`() throws {
    let sandbox = try Sandbox()

    let first = try sandbox.tlm("append", "--key", "k", "--json", input: event)
    let second = try sandbox.tlm("append", "--key", "k", "--json", input: event)
    let other = try sandbox.tlm("append", "--key", "k", input: "{\"event\":\"other\"}\n")

    #expect(first.code == 0 && second.code == 0 && other.code == 0)
    #expect(try json(first.output)["appended"] == true)
    let document = try json(second.output)
    #expect(document.names == ["appended", "position", "end", "same_content"])
    #expect(document["appended"] == false && document["same_content"] == true)
    #expect(other.errors.contains("something else"))
    #expect(try sandbox.events() == ["{\"event\":\"step\",\"idempotency_key\":\"k\"}"])
  }

  @Test func `what strangers said before counts`() throws {
    let sandbox = try Sandbox()
    try Disk.append(sandbox.store + "/in.jsonl", "{\"event\":\"deploy\"}\n")

    let result = try sandbox.tlm("append", "--if-none", "--event", "deploy", input: event)

    #expect(result.code == 1)
  }

  @Test func `input that cannot go in under a condition is an error`() throws {
    let sandbox = try Sandbox()

    let broken = try sandbox.tlm("append", "--expect-revision", "s=0", "--json", input: "half{\n")
    let stray = try sandbox.tlm(
      "append", "--expect-revision", "s=0", input: "{\"stream\":\"t\"}\n")
    let several = try sandbox.tlm("append", "--key", "k", input: event + event)

    #expect(broken.code == 2 && stray.code == 2 && several.code == 2)
    #expect(try json(broken.errors)["error"]?["code"] == "notAnEvent")
    #expect(try sandbox.events().isEmpty)
    #expect(try sandbox.tlm("append", "--key", "k", input: "").code == 1)
  }

  @Test(arguments: [
    ["--expect-revision", "s"], ["--expect-revision", "=1"], ["--expect-revision", "s=-1"],
    ["--expect-revision", "s=x"], ["--key", ""], ["--event", "x"], ["--after", "1"],
    ["--if-none", "--after", "1", "--from", "1"], ["--key", "k", "--receipts"],
    ["--if-none", "--where", "x"],
  ])
  func `a mistake in the arguments is 64`(arguments: [String]) throws {
    let result = try Sandbox().tlm(["append"] + arguments, bytes: Array(event.utf8))

    #expect(result.code == 64, "\(result.errors)")
    #expect(result.output.isEmpty)
  }

  @Test func `eight shells append to one stream, and each revision is taken once`() throws {
    let sandbox = try Sandbox()
    let loop = """
      for writer in 1 2 3 4 5 6 7 8; do (
        for n in 1 2 3 4 5; do
          revision=none
          while :; do
            answer=$(echo "{\\"writer\\":$writer,\\"n\\":$n}" \\
              | tlm append --expect-revision s=$revision --json) && break
            [ $? = 1 ] || exit 2  # anything but a conflict: nobody goes on for ever
            revision=$(jq .conflict.actual <<<"$answer")
          done
        done ) & done; wait
      """

    let result = try sandbox.shell(loop, within: 400)

    #expect(result.code == 0 && result.errors.isEmpty, "\(result.errors)")
    let lines = try sandbox.events()
    #expect(lines.count == 40 && Set(lines).count == 40)
  }
}
