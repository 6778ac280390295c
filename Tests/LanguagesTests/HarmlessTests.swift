import SystemCalls
import TLM
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What the emitters do where they cannot write: nothing that their program would notice.
@Suite struct HarmlessTests {
  private let scratch = Scratch()

  /// Runs a line of shell that may run the program as `once`.
  private func shell(_ line: String, with language: Language) throws -> Command.Result {
    let words = try language.command("once", in: scratch).map { "'\($0)'" }
    let program = "once() { \(words.joined(separator: " ")) \"$@\"; }; "
    return try scratch.run(["/bin/sh", "-c", program + line])
  }

  /// What may stand in the place of `in.jsonl`, or of the store.
  static let obstacles = [
    "mkdir -p .tlm/in.jsonl", "mkdir .tlm; mkfifo .tlm/in.jsonl",
    "mkdir .tlm; ln -s ../target .tlm/in.jsonl; echo mine > target",
    "echo mine > target; export TLM_STORE=target",
    "export TLM_STORE=target/below; echo mine > target",
    "mkdir .tlm gone; echo mine > .tlm/in.jsonl; ulimit -f 0", "exec 2>&-; mkdir .tlm",
    "mkdir .tlm gone; exec 2>&-; cd gone; rmdir ../gone",
  ]

  @Test(arguments: Language.there, obstacles)
  func `a program goes on as if there were no telemetry`(
    language: Language, obstacle: String
  ) throws {
    let result = try shell("\(obstacle); once text", with: language)

    #expect(result.code == 0)
    #expect(result.output == "after\n")
    #expect(result.errors.isEmpty)
    let target = try Disk.text(scratch.path + "/target")
    #expect(target == (obstacle.contains("target") ? "mine\n" : ""), "nothing leads elsewhere")
  }

  @Test(.enabled(if: geteuid() == 0, "SKIPPED: only root may mount"), arguments: Language.there)
  func `a full disk takes no line, and what comes later is whole`(language: Language) throws {
    let fill = "head -c 15000 /dev/zero | tr '\\0' '\\n' > .tlm/in.jsonl"
    let long = "\"$(head -c 8000 /dev/zero | tr '\\0' x)\""
    let script = """
      mkdir disk && mount -t tmpfs -o size=24k none disk && cd disk && mkdir .tlm && \
      head -c 4096 /dev/zero > room && \(fill) && once \(long) && ls -s .tlm/in.jsonl >&2 && \
      rm room && once short && cp .tlm/in.jsonl ../in.jsonl
      """

    let words = try language.command("once", in: scratch).map { "'\($0)'" }
    let program = "once() { \(words.joined(separator: " ")) \"$@\"; }; "
    let result = try scratch.run(["unshare", "-m", "/bin/sh", "-c", program + script])

    #expect(result.code == 0, "\(result.errors)")
    #expect(result.output == "after\nafter\n")
    let lines = try Disk.text(scratch.path + "/in.jsonl").split(separator: "\n")
    #expect(lines.count == 2, "half a line, and one that is whole: \(lines.map(\.count))")
    #expect(Value(json: String(lines[0])) == nil)
    #expect(lines.last.flatMap { Value(json: String($0)) }?["text"] == "short")
  }
}
