import TLM
import TestSupport
import Testing

@Suite struct ExportTests {
  private static let lines = """
    {"ts":"2026-02-13T10:00:00Z","event":"a","tool":"t","duration_s":67.2,"result":"pass"}
    {"ts":"2026-02-13T10:00:01Z","event":"b","msg":"=1+2","x":{"y":"z"}}
    {"event":"c","n":1,"n":2}

    """

  private func sandbox() throws -> Sandbox {
    let sandbox = try Sandbox()
    try #require(try sandbox.tlm("append", input: Self.lines).code == 0)
    return sandbox
  }

  @Test func `lines go out as they stand, to standard output`() throws {
    let result = try sandbox().tlm("export", "--format", "jsonl")

    #expect(result.code == 0 && result.errors.isEmpty)
    #expect(result.output == Self.lines.replacing(#""n":1,"n":2"#, with: #""n":2"#))
  }

  @Test func `columns are chosen by name, and events by conditions`() throws {
    let result = try sandbox().tlm(
      "export", "--format", "csv", "--select", "event, duration_s,x.y", "--event", "a", "--event",
      "b")

    #expect(result.output == "event,duration_s,x.y\r\na,67.2,\r\nb,,z\r\n")
  }

  @Test func `formulas are kept where somebody asks for it`() throws {
    let words = ["export", "--format", "csv", "--select", "message", "--event", "b"]
    let sandbox = try sandbox()

    #expect(try sandbox.tlm(words).output == "message\r\n\"'=1+2\"\r\n")
    #expect(try sandbox.tlm(words + ["--keep-formulas"]).output == "message\r\n=1+2\r\n")
  }

  @Test(arguments: ["out.csv", "out.xlsx", "out.jsonl", "out.json", "out.prom"])
  func `a file is made whole, for nobody else to read, twice the same`(name: String) throws {
    let sandbox = try sandbox()

    for copy in ["1", "2"] {
      let result = try sandbox.tlm("export", "-o", name)
      #expect(result.code == 0 && result.output.isEmpty, "\(result.errors)")
      #expect(result.errors.hasPrefix("3 events in "))
      try #require(sandbox.shell("cp \(name) \(copy); stat -c %a \(name)").output == "600\n")
    }

    #expect(try sandbox.shell("cmp 1 2; ls -A | grep tmp").output.isEmpty)
  }

  @Test func `a file that cannot be written leaves what was there`() throws {
    let sandbox = try sandbox()
    try #require(sandbox.shell("echo old > out.csv").code == 0)

    // A file may be no longer than a few blocks, and a disk be full.
    let limited = try sandbox.shell("ulimit -f 0; tlm export -o out.csv")
    let missing = try sandbox.tlm("export", "-o", "no/out.csv")
    let folder = try sandbox.tlm("export", "-o", ".", "--format", "csv", "--json")

    #expect(limited.code == 2 && limited.errors.contains("out.csv cannot be written"))
    #expect(missing.code == 2 && folder.code == 2)
    #expect(try json(folder.errors)["error"]?["code"] == "export.file")
    #expect(try sandbox.shell("cat out.csv; ls -A").output == "old\n.tlm\nout.csv\n")
  }

  @Test func `a workbook that cannot be written is told of in one sentence`() throws {
    let sandbox = try sandbox()
    try #require(sandbox.shell("echo old > out.xlsx").code == 0)

    let limited = try sandbox.shell("ulimit -f 1; tlm export -o out.xlsx")

    #expect(limited.code == 2 && limited.output.isEmpty)
    #expect(limited.errors.contains("tlm: the workbook cannot be written: "))
    #expect(!limited.errors.contains("[ERROR]"), "\(limited.errors)")
    #expect(try sandbox.shell("cat out.xlsx; ls -A").output == "old\n.tlm\nout.xlsx\n")
  }

  @Test func `nothing that is found ends with 1, and is an export of nothing`() throws {
    let sandbox = try sandbox()

    let result = try sandbox.tlm("export", "-o", "out.csv", "--event", "none", "--json")

    #expect(result.code == 1)
    #expect(try json(result.output)["events"] == 0)
    #expect(try sandbox.shell("wc -l < out.csv").output == "1\n")
  }

  @Test(arguments: [
    (["--format", "cvs"], "there is no format cvs; did you mean csv?"),
    ([], "say the format with --format; there are json, jsonl, csv"),
    (["--format", "xlsx"], "a workbook is a file: name it with -o"),
    (["--format", "csv", "--json"], "--json says what was exported"),
    (
      ["--format", "csv", "--endpoint", "http://a"],
      "--endpoint takes otlp or otlp-json, and not csv"
    ),
    (["--endpoint", "localhost:4318"], "is to begin with http:// or https://"),
    (["--endpoint", "http://a", "-o", "x", "--format", "otlp"], "give -o or --endpoint, not both"),
    (["--format", "csv", "--projection", "nothing"], "there is no projection nothing"),
    (["--format", "csv", "--projection", "velocity", "--event", "a"], "velocity is of all events"),
    (["--format", "prometheus", "--tool", "t"], "prometheus is of all events"),
    (["--format", "json", "--follow", "-o", "x"], "--follow takes events as jsonl, csv"),
    (["--format", "csv", "--follow"], "--follow keeps a file or an endpoint up to date"),
    (["--format", "csv", "--signal", "logs"], "--signal is for otlp and otlp-json"),
    (["--format", "otlp", "--projection", "velocity"], "a projection is exported as json"),
    (["--format", "csv", "--set", "per=week"], "--set is for a projection"),
  ])
  func `what cannot be meant is refused in a sentence`(words: [String], sentence: String) throws {
    let result = try sandbox().tlm(["export"] + words)

    #expect(result.code == 64 || result.code == 2)
    let said = result.errors.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(said.contains(sentence), "\(result.errors)")
  }

  @Test func `a projection is a table, a document and numbers`() throws {
    let sandbox = try Sandbox.filled()
    let words = ["export", "--projection", "velocity", "--set", "per=week", "--format"]

    let csv = try sandbox.tlm(words + ["csv"])
    let document = try json(sandbox.tlm(words + ["json"]).output)
    let replayed = try json(
      sandbox.tlm("replay", "-p", "velocity", "--set", "per=week", "--json").output)

    #expect(document == replayed["report"])
    let buckets = document["buckets"]?.elements ?? []
    #expect(csv.lines.count { $0.hasPrefix("buckets,") } == buckets.count)
    #expect(try sandbox.tlm(words + ["jsonl"]).lines.count == csv.lines.count - 1)
    let numbers = try sandbox.tlm(words + ["prometheus"])
    #expect(numbers.output.contains(#"key="",metric="overall.completed"}"#))
  }

  @Test func `metrics are those of the reports, in a form that promtool takes`() throws {
    let sandbox = try Sandbox.filled()

    let page = try sandbox.tlm("export", "--format", "prometheus")

    let counts = try json(sandbox.tlm("replay", "-p", "event-counts", "--json").output)
    for member in counts["report"]?["names"]?.members.prefix(20) ?? [] {
      let line = "tlm_events_total{event=\"\(member.name)\"} \(member.value["count"]?.count ?? -1)"
      #expect(page.lines.contains(line))
    }
    try #require(sandbox.shell("tlm export -o tlm.prom").code == 0)
    let promtool = Files.package + "/.build-peers/promtool"
    let checked = try sandbox.shell(
      "test -x \(promtool) || exit 77; \(promtool) check metrics < tlm.prom")
    #expect(checked.code == 0 || checked.code == 77, "\(checked.output)\(checked.errors)")
  }

  @Test func `a terminal gets nothing that it would obey`() throws {
    let sandbox = try Sandbox()
    let line = #"{"event":"a","x":"\#u{9b}31m\#u{202e}"}"# + "\n"
    try #require(try sandbox.tlm("append", input: line).code == 0)

    let shown = try sandbox.tlm("export", "--format", "jsonl", screen: .output)

    #expect(shown.output.contains(#"\x9b31m\u{202e}"#))
  }

  @Test func `a pipe gets what its reader takes, and its end is told`() throws {
    let sandbox = try sandbox()
    _ = try sandbox.file("many.jsonl", String(repeating: "{\"event\":\"x\"}\n", count: 50_000))
    try #require(try sandbox.tlm("append", "many.jsonl").code == 0)

    let late = try sandbox.shell(
      "mkfifo pipe; (sleep 0.5; cat pipe | wc -c) & tlm export --format jsonl --event a -o pipe; wait"
    )
    let gone = try sandbox.shell(
      "head -c 1000 pipe > /dev/null & tlm export --format jsonl -o pipe; echo $?; wait", within: 60
    )

    #expect(late.lines == ["\(Self.lines.split(separator: "\n")[0].utf8.count + 1)"])
    #expect(gone.lines == ["2"] && gone.errors.contains("Broken pipe"), "\(gone.errors)")
  }
}
