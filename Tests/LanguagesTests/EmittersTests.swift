import SystemCalls
import TLM
import TestSupport
import Testing

/// One event by each of the emitters in Examples/emitters.
@Suite struct EmittersTests {
  private let scratch = Scratch()
  private let text = "tab\t \"quote\" back\\slash\nline $HOME `id` %s ä € 🙂"

  /// Runs the program that emits one event, and shows that the program goes on as if it had not.
  private func emit(
    by language: Language, environment: [String: String] = [:], in folder: String? = nil
  ) throws {
    let words = try language.command("once", in: scratch) + [text]
    let result = try scratch.run(words, environment: environment, in: folder)
    #expect(result.code == 0)
    #expect(result.output == "after\n")
    #expect(result.errors.isEmpty)
  }

  private func folder(_ name: String) throws -> String {
    var path = scratch.path
    for part in name.split(separator: "/") {
      path += "/" + part
      try Folder.make(path)
    }
    return path
  }

  private func inbox(_ store: String) throws -> String { try Disk.text(store + "/in.jsonl") }

  @Test(.enabled(if: Language.there.count == Language.allCases.count, "SKIPPED for some languages"))
  func `every language is there`() {
    #expect(Language.there == Language.allCases)
  }

  @Test(arguments: Language.there)
  func `an event comes in as it was said, at the time when it was`(language: Language) throws {
    _ = try folder(".tlm")
    let before = Timestamp.current.rawValue

    try emit(by: language)

    _ = try scratch.tlm("init")
    let line = try #require(try scratch.tlm("query", "--event", "odd \"name\"").lines.last)
    let event = try #require(RecordedEvent(reading: Array(line.utf8)[...]))
    let value = try #require(Value(json: line))
    #expect(value["text"] == .string(text))
    #expect(value["number"] == .double(1.5))
    #expect(value["nested"] == ["a": [1, .null]])
    // Of a JavaScript clock there are milliseconds.
    let time = try #require(event.time?.rawValue)
    #expect((before - 1_000_000...Timestamp.current.rawValue).contains(time))
    #expect(line.contains(/"[0-9-]{10}T[0-9:]{8}\.[0-9]{6}Z"/))
  }

  @Test(arguments: Language.there)
  func `the store is the one named, else the nearest upwards, else the user's own`(
    language: Language
  ) throws {
    let deep = try folder("a/b")

    try emit(by: language, in: deep)
    #expect(try inbox(scratch.path + "/.local/state/tlm").contains("odd"))

    try emit(by: language, environment: ["XDG_STATE_HOME": scratch.path + "/state"], in: deep)
    #expect(try inbox(scratch.path + "/state/tlm").contains("odd"))

    let near = try folder("a/.tlm")
    try Disk.write(deep + "/.tlm", [])
    try emit(by: language, in: deep)
    #expect(try inbox(near).contains("odd"))

    try emit(by: language, environment: ["TLM_STORE": "named"], in: deep)
    #expect(try inbox(deep + "/named").contains("odd"))

    let modes = try [near, deep + "/named/in.jsonl", deep + "/named"].map {
      try #require(try FileStatus.ofName($0)).permissions
    }
    #expect(modes[1...] == [0o600, 0o700])
  }

  @Test(arguments: Language.there)
  func `switched off it writes nothing`(language: Language) throws {
    let store = try folder(".tlm")

    try emit(by: language, environment: ["TLM_DISABLED": "1"])

    #expect(try Folder.names(in: store).isEmpty)
  }

  @Test(arguments: Language.there)
  func `a half line that somebody left behind swallows no event`(language: Language) throws {
    let store = try folder(".tlm")
    try Disk.write(store + "/in.jsonl", Array(#"{"event":"torn","text":"hal"#.utf8))

    try emit(by: language)

    _ = try scratch.tlm("init")
    #expect(try scratch.counts() == ["odd \"name\"": 1])
    let log = try EventLog.open(scratch.store)
    #expect(try CountedEvents(of: log).quarantined == 1)
  }
}
