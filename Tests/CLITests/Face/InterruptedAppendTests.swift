import TLM
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A long append that somebody ends.
@Suite struct InterruptedAppendTests {
  private static func lines(_ numbers: Range<Int>) -> String {
    numbers.map { "{\"event\":\"x\",\"n\":\($0)}\n" }.joined()
  }

  private func wait(for count: Int, in sandbox: Sandbox) throws {
    try eventually("\(count) events") {
      try sandbox.tlm("query", "--event", "x", "--count").output == "\(count)\n" ? true : nil
    }
  }

  @Test(arguments: [SIGINT, SIGTERM])
  func `it says how much of standard input is in`(signal: Int32) throws {
    let sandbox = try Sandbox()
    let append = try sandbox.start("append", "--receipts")
    append.send(Self.lines(0..<3))
    for _ in 0..<3 { _ = try append.nextLine() }

    append.signal(signal)

    // Else it might come to the end of its input before the signal comes.
    #expect(try append.nextLine() == nil)
    let result = try append.finish()
    #expect(result.code == 128 + signal)
    #expect(result.errors.hasPrefix("tlm: interrupted; appended 3 lines, "), "\(result.errors)")
    #expect(!result.errors.contains("go on with"))
  }

  @Test(arguments: [[String](), ["--synced"], ["--store", "STORE"]])
  func `what it says to go on with appends the rest, and nothing twice`(options: [String]) throws {
    let sandbox = try Sandbox()
    let options = options.map { $0 == "STORE" ? sandbox.store : $0 }
    let names = ["first.jsonl", "a 'second' one.jsonl", "third.jsonl"]
    _ = try sandbox.file(names[0], Self.lines(0..<4))
    _ = try sandbox.file(names[2], Self.lines(20..<25))
    // A file that is read half: its writer has not come to the end.
    let second = sandbox.path + "/" + names[1]
    try #require(mkfifo(second, 0o600) == 0)
    let append = try Command(
      Sandbox.binary, ["append"] + options + names, environment: sandbox.variables([:]),
      in: sandbox.path)
    let writer = open(second, O_WRONLY)
    let bytes = Array(Self.lines(4..<10).utf8)
    try #require(write(writer, bytes, bytes.count) == bytes.count)
    try wait(for: 10, in: sandbox)

    append.signal(SIGINT)
    let result = try append.finish()
    close(writer)

    #expect(result.code == 130)
    #expect(result.errors.hasPrefix("tlm: interrupted; appended 10 lines, "), "\(result.errors)")
    let command = try #require(
      result.errors.split(separator: "\n").compactMap { $0.firstMatch(of: /^go on with: (.+)$/) }
        .first)
    unlink(second)
    _ = try sandbox.file(names[1], Self.lines(4..<20))
    let rest = try sandbox.shell(String(command.1))
    #expect(rest.code == 0, "\(command.1): \(rest.errors)")
    let numbers = try sandbox.events().map { try json($0)["n"]?.integer }
    #expect(numbers == (0..<25).map { Int64($0) })
  }

  @Test func `files that were not begun are named`() throws {
    let sandbox = try Sandbox()
    _ = try sandbox.file("later.jsonl", Self.lines(3..<5))
    let append = try sandbox.start("append", "--receipts", "-", "later.jsonl")
    append.send(Self.lines(0..<2))
    for _ in 0..<2 { _ = try append.nextLine() }

    append.signal(SIGINT)

    #expect(try append.nextLine() == nil)
    let result = try append.finish()
    #expect(result.errors.contains("appended 2 lines, "))
    #expect(
      result.errors.hasSuffix("go on with: tlm append --receipts later.jsonl\n"), "\(result.errors)"
    )
  }
}
