import TLM
import TestSupport
import Testing

/// An input in which nothing is an event says what it looks like and what to do, and fails.
@Suite struct ForeignInputTests {
  private static let lines =
    #"{"ts":"2026-02-13T10:00:00Z","event":"a","n":1}"# + "\n"
    + #"{"ts":"2026-02-13T10:00:01Z","event":"b","n":{"m":2}}"# + "\n"

  /// How such an input is made of lines of JSON, and what is said of it.
  private static let kinds = [
    ("gzip -c", "it looks like gzip; gzip -dc unpacks it"),
    ("iconv -f UTF-8 -t UTF-16", "it looks like UTF-16; iconv -f UTF-16 -t UTF-8 makes"),
    ("iconv -f UTF-8 -t UTF-16LE", "it looks like UTF-16; iconv -f UTF-16LE -t UTF-8 makes"),
    ("iconv -f UTF-8 -t UTF-16BE", "it looks like UTF-16; iconv -f UTF-16BE -t UTF-8 makes"),
    ("jq -s .", "it looks like one JSON array; jq -c '.[]' puts"),
    ("jq -sc .", "it looks like one JSON array; jq -c '.[]' puts"),
    ("jq .", "it looks like JSON that is spread over lines; jq -c . puts"),
    (
      "sed 's/^/2026-02-13T10:00:00.123456789Z stdout F /'",
      "it looks like the log of a container (CRI), with a time and a stream before each line; cut"
    ),
    ("sed 's/^/INFO /'", "it looks like lines of text with an object at their end; sed"),
    ("tr -d '\\n'", "it looks like several objects on one line; jq -c . puts"),
    ("sed 's/$/,/'", "it looks like the elements of a JSON array; sed"),
    ("tr '\"' \"'\"", "it looks like the way Python prints a dictionary; json.dumps()"),
  ]

  private func sandbox(_ maker: String) throws -> Sandbox {
    let sandbox = try Sandbox()
    _ = try sandbox.file("lines.jsonl", Self.lines)
    // What cannot be made here cannot be tried: jq is no part of every system.
    let python = """
      import json, sys
      values = [json.loads(line) for line in open("lines.jsonl")]
      how = sys.argv[1]
      if how == "jq -s .": print(json.dumps(values, indent=2))
      elif how == "jq -sc .": print(json.dumps(values))
      else: print("\\n".join(json.dumps(value, indent=2) for value in values))
      """
    _ = try sandbox.file("make.py", python)
    let command =
      maker.hasPrefix("jq") ? "python3 make.py '\(maker)'" : "< lines.jsonl \(maker)"
    try #require(try sandbox.shell("\(command) > input").code == 0)
    return sandbox
  }

  @Test(arguments: kinds)
  func `append takes nothing of it`(maker: String, says: String) throws {
    let sandbox = try sandbox(maker)

    for files in [["input"], ["-"]] {
      let result = try sandbox.tlm(
        ["append"] + files, bytes: files == ["-"] ? Disk.bytes(sandbox.path + "/input") : [])
      #expect(result.code == 2 && result.errors.contains(says), "\(result.errors)")
      #expect(result.errors.split(separator: "\n").count == 1)
    }
    #expect(try sandbox.events().isEmpty)
  }

  @Test(arguments: kinds)
  func `a replay and a backtest of it fail`(maker: String, says: String) throws {
    let sandbox = try sandbox(maker)
    let bytes = try Disk.bytes(sandbox.path + "/input")

    for command in [["replay", "-p", "velocity"], ["control", "backtest"]] {
      let file = try sandbox.tlm(command + ["input"])
      let pipe = try sandbox.tlm(command + ["-"], bytes: bytes)
      #expect(file.code == 2 && file.errors.contains("of input is"), "\(file.errors)")
      #expect(file.errors.contains(says) && pipe.errors.contains(says), "\(pipe.errors)")
      #expect(pipe.code == 2 && pipe.output.isEmpty && file.output.isEmpty)
    }
    let document = try json(sandbox.tlm("replay", "-p", "velocity", "--json", "input").errors)
    #expect(document["error"]?["code"] == "nothingReadable")
  }

  @Test(arguments: kinds)
  func `what is advised makes events of it`(maker: String, says: String) throws {
    let remedies = [
      "gzip -dc": "gzip -dc", "iconv": "iconv -f UTF-16 -t UTF-8", "cut": "cut -d' ' -f4-",
      "INFO": "sed 's/^[^{]*//'", "$/,/": "sed 's/,[[:space:]]*$//'",
    ]
    let key = remedies.keys.first { maker.contains($0) || says.contains("; \($0)") }
    // The rest needs jq, or another program of the writer's.
    guard let key, let remedy = remedies[key] else { return }
    let sandbox = try sandbox(maker)
    let told =
      maker.contains("UTF-16") ? maker.replacing("UTF-8 -t ", with: "") + " -t UTF-8" : remedy

    let result = try sandbox.shell("\(told) input | tlm append")

    #expect(result.code == 0, "\(told): \(result.errors)")
    #expect(try sandbox.events().count == 2)
  }

  @Test func `lines that look like nothing known are kept, and that is told`() throws {
    let sandbox = try Sandbox()
    let text = "one line of words\nanother\n"

    let result = try sandbox.tlm("append", input: text)

    #expect(result.code == 2)
    #expect(
      result.errors == """
        appended 2 lines, 26 B; not events: 2 (see tlm doctor)
        tlm: none of the 2 lines of standard input is an event: an event is one JSON object on a line \
        of its own, and the first begins with one line of words

        """)
    #expect(try Disk.text(sandbox.store + "/current.jsonl") == text)
    let replay = try sandbox.tlm("replay", "-p", "velocity", "-", input: text)
    #expect(replay.code == 2 && replay.errors.contains("none of the 2 lines"))
  }

  @Test(arguments: ["not json\n", "[1]\n", "\u{0}\u{0}\n", "{\"a\":1\n"])
  func `one event among what is none is enough`(other: String) throws {
    let sandbox = try Sandbox()
    let text = other + "{\"event\":\"a\"}\n" + other

    #expect(try sandbox.tlm("append", input: text).code == 0)
    #expect(try sandbox.tlm("replay", "-p", "event-counts", "-", input: text).code == 0)
    #expect(try sandbox.tlm("query", "--count").output == "1\n")
  }

  @Test func `of several files the one that is foreign is named, and those before it are in`()
    throws
  {
    let sandbox = try sandbox("gzip -c")

    let result = try sandbox.tlm("append", "lines.jsonl", "input", "lines.jsonl")

    #expect(result.code == 2)
    #expect(result.errors.hasPrefix("appended 2 lines, "))
    #expect(result.errors.contains("no line of input is an event: it looks like gzip"))
    #expect(try sandbox.events().count == 2)
  }

  @Test(arguments: ["", "\n", "  \n\n"])
  func `nothing at all is no foreign input`(text: String) throws {
    let sandbox = try Sandbox()
    #expect(try sandbox.tlm("replay", "-p", "event-counts", "-", input: text).code == 1)
    #expect(try sandbox.tlm("append", input: text).code == 1)
  }
}
