import TLM
import TestSupport
import Testing

/// The arguments are the kernel's, whatever a library has done before the program began; and what
/// is said about them does nothing to a terminal.
@Suite struct ArgumentTests {
  #if os(Linux)
    @Test func `a library that moves the environment loses no argument`() throws {
      let sandbox = try Sandbox()
      let library = try sandbox.library(
        "moved",
        """
        #include <stdlib.h>
        __attribute__((constructor)) static void moved(void) {
          for (int n = 0; n < 64; n++) {
            char name[16] = {'M', 'O', 'V', 'E', 'D', '0' + n / 10, '0' + n % 10, 0};
            setenv(name, "1", 1);
          }
        }
        """)

      func run(_ line: String) throws -> Command.Result {
        try sandbox.shell("export LD_PRELOAD=\(library); \(line)")
      }
      let emitted = try run("tlm emit hello 'text=a b' empty=")
      let found = try run("tlm query --event hello --json")
      let help = try run("tlm query --help")
      let wrong = try run("tlm query --no-such-option")

      #expect(emitted.code == 0 && emitted.output.isEmpty)
      let event = try json(found.output)["events"]?.elements.first?["event"]
      #expect(event?["text"] == "a b" && event?["empty"] == "")
      #expect(help.code == 0 && help.output.contains("USAGE: tlm query"))
      #expect(wrong.code == 64 && wrong.errors.contains("--no-such-option"))
    }
  #endif

  @Test(arguments: [
    "\u{1b}[31mred", "\u{1b}]0;title\u{7}", "\u{9b}2J", "a\u{202e}b", "\u{e0041}\u{ad}",
  ])
  func `a mistake is told without what a terminal would obey`(argument: String) throws {
    let sandbox = try Sandbox()

    for arguments in [
      [argument], ["query", argument], ["query", "--\(argument)"], ["replay", "-p", argument],
      ["sensors", "get", argument], ["emit", "--strict", "--store"], ["mode", "set", argument],
      ["query", "--where", argument], ["projections", argument],
    ] {
      let result = try sandbox.tlm(arguments)
      let said = result.errors.unicodeScalars
      #expect(result.code != 0)
      #expect(
        !said.contains { $0.value != 10 && SafeText.of(String($0)) != String($0) },
        "\(arguments): \(result.errors.debugDescription)")
    }
  }

  @Test(arguments: [
    "--help", "query --help", "--version", "help replay", "--generate-completion-script bash",
  ])
  func `help that cannot be written is a failure`(arguments: String) throws {
    let result = try Sandbox().shell("tlm \(arguments) > /dev/full")

    #expect(result.code == 2 && result.errors.contains("No space left on device"))
  }

  @Test(arguments: ["9223372036854775807", "4611686018427387904", "1000000", "0"])
  func `the newest lines may be any number`(count: String) throws {
    let sandbox = try Sandbox()
    for name in ["a", "b", "c"] { _ = try sandbox.tlm("emit", name) }

    let result = try sandbox.tlm("tail", "-n", count)

    #expect(result.lines.count == (count == "0" ? 0 : 3), "\(result.errors)")
  }
}
