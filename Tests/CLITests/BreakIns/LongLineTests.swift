import TLM
import TestSupport
import Testing

/// One line of 64 MiB is refused or quarantined by whoever reads lines, in memory that goes with it,
/// and what stands behind it arrives where anything is taken in.
@Suite struct LongLineTests {
  /// What the line is like.
  enum Kind: String, CaseIterable {
    case text = #"b'{"event":"big","text":"' + b'x' * n + b'"}'"#
    case words = "b'x' * n"
    case bytes = "b'\\xff\\x01' * (n // 2)"
    case numbers = #"b'{"event":"big","a":[' + b'1,' * (n // 2) + b'1]}'"#
  }

  /// Kilobytes: three times the line.
  private static let most = 3 * 64 << 10

  private func made(_ kind: Kind, mebibytes: Int = 64) throws -> Sandbox {
    let sandbox = try Sandbox()
    _ = try sandbox.file(
      "make.py",
      """
      n = \(mebibytes) << 20
      line = \(kind.rawValue)
      open('lines', 'wb').write(b'{"event":"before"}\\n' + line + b'\\n{"event":"after"}\\n')
      """)
    _ = try sandbox.file(
      "peak.py",
      """
      import resource, subprocess, sys
      code = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL).returncode
      print(code, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
      """)
    try #require(sandbox.shell("python3 make.py").code == 0)
    return sandbox
  }

  /// The code that a command ends with, and the kilobytes that it had at most.
  private func run(_ sandbox: Sandbox, _ command: String) throws -> (code: Int, peak: Int) {
    let told = try sandbox.shell("python3 peak.py \(Sandbox.binary) \(command)")
    let numbers = told.output.split(separator: " ").compactMap { Int($0.filter(\.isNumber)) }
    try #require(numbers.count == 2, "\(command): \(told.errors)")
    return (numbers[0], numbers[1])
  }

  @Test(arguments: Kind.allCases)
  func `an append refuses it, and says what is too long`(kind: Kind) throws {
    let sandbox = try made(kind)

    for command in ["append lines", "append - < lines", "append --key k lines"] {
      let (code, peak) = try run(sandbox, command)
      #expect(code == 2 && peak < Self.most, "\(command): \(peak) kB")
    }

    let told = try sandbox.shell("tlm append lines").errors
    #expect(told.contains("a line is over 16777216 bytes"), "\(told)")
    #expect(try sandbox.tlm("query", "--event", "after").code == 1)
  }

  @Test(arguments: Kind.allCases)
  func `emit keeps how it begins, and what stands behind it`(kind: Kind) throws {
    let sandbox = try made(kind)

    let (code, peak) = try run(sandbox, "emit - --strict < lines")

    #expect(code == 0 && peak < Self.most, "\(peak) kB")
    #expect(try sandbox.tlm("query", "--event", "before", "--event", "after").lines.count == 2)
    let kept = try sandbox.tlm("query", "--event", "tlm.long_line").lines
    try #require(kept.count == 1 && kept[0].utf8.count < 1 << 20)
    let length = try json(kept[0])["tlm_truncated"]?["text"]?.integer ?? 0
    #expect(length >= 64 << 20 && length < 65 << 20)
  }

  @Test(arguments: Kind.allCases)
  func `a replay of the file goes past it`(kind: Kind) throws {
    let sandbox = try made(kind)

    for command in ["replay lines -p event-counts --json", "replay - -p event-counts < lines"] {
      let (code, peak) = try run(sandbox, command)
      #expect(code == 0 && peak < Self.most, "\(command): \(peak) kB")
    }

    let counts = try json(sandbox.tlm("replay", "lines", "-p", "event-counts", "--json").output)
    #expect(counts["report"]?["names"]?["after"]?["count"] == 1)
    #expect(counts["quarantined"] == 1)
  }

  @Test(arguments: Kind.allCases)
  func `in a log it harms no neighbour`(kind: Kind) throws {
    let sandbox = try made(kind)
    try #require(
      sandbox.shell("cat lines >> .tlm/log/00000000000000000000.jsonl").code == 0)

    for command in [
      "query --json", "query --event after", "tail -n 2", "replay -p event-counts", "doctor",
    ] {
      let (code, peak) = try run(sandbox, command)
      #expect(code == (command == "doctor" ? 1 : 0) && peak < Self.most, "\(command): \(peak) kB")
    }

    #expect(try sandbox.tlm("query", "--event", "before", "--event", "after").lines.count == 2)
    #expect(try sandbox.tlm("tail", "-n", "1").lines == ["{\"event\":\"after\"}"])
  }

  @Test(arguments: [1, 3, 15])
  func `a line that can be an event is cut where it is longest`(mebibytes: Int) throws {
    for kind in [Kind.text, .numbers] {
      let sandbox = try made(kind, mebibytes: mebibytes)

      let (code, _) = try run(sandbox, "emit - --strict < lines")

      #expect(code == 0)
      let found = try sandbox.tlm("query", "--event", "big").lines
      try #require(found.count == 1 && found[0].utf8.count < 1 << 20)
      let event = try json(found[0])
      let field = kind == .text ? "text" : "a"
      #expect(event["tlm_truncated"]?[field]?.integer ?? 0 >= Int64(mebibytes) << 20)
      #expect(kind == .text ? event["text"]?.text?.hasPrefix("xxx") == true : event["a"] == .null)
    }
  }
}
