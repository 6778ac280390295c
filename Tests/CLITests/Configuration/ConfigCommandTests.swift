import TLM
import TestSupport
import Testing

@Suite struct ConfigCommandTests {
  @Test func `what is set is told with its place, by anybody who asks`() throws {
    let sandbox = try Sandbox()

    let set = try sandbox.tlm("config", "set", "rotation.size", "64M")
    _ = try sandbox.tlm("config", "set", "level", "info", "--user")
    let shown = try sandbox.tlm(
      "config", "show", "--origin", environment: ["TLM_CONSOLE": "pretty", "TLM_CONTENT": ""])
    let got = try sandbox.tlm("config", "get", "rotation.size")

    #expect(set.code == 0 && set.output.hasPrefix("rotation.size is 64M in "), "\(set.errors)")
    #expect(got.output == "64M\n")
    let lines = shown.lines.map { $0.split(separator: " ").map(String.init) }
    #expect(
      lines.contains {
        $0.starts(with: ["rotation.size", "64M"]) && $0[2].hasSuffix("/config.yaml:2")
      })
    #expect(
      lines.contains {
        $0.starts(with: ["level", "info"]) && $0[2].hasSuffix("/tlm/config.yaml:1")
      })
    #expect(lines.contains { $0.starts(with: ["console", "pretty", "$TLM_CONSOLE"]) })
    #expect(lines.contains { $0.starts(with: ["content", "summary", "-"]) })
  }

  @Test func `a mistake is told by check, with 1, and stops what needs the settings`() throws {
    let sandbox = try Sandbox()
    _ = try sandbox.file(".tlm/config.yaml", "rotation: {size: 64M}\nsensros: {}\n")

    let checked = try sandbox.tlm("config", "check")
    let shown = try sandbox.tlm("config", "show")
    let emitted = try sandbox.tlm("emit", "x")

    #expect(checked.code == 1)
    #expect(checked.output.contains("config.yaml:2:1: ") && checked.output.contains("sensors?"))
    #expect(shown.code == 2 && shown.errors.contains("config.yaml:2:1: "))
    #expect(emitted.code == 0 && emitted.errors.isEmpty)
    #expect(try sandbox.events().count == 1, "no event is lost for a mistake in a file")
  }

  @Test func `a cloned store's settings count once they are trusted, and a changed byte ends that`()
    throws
  {
    let sandbox = try Sandbox()
    let text = SettingCatalog.all.filter { $0.needsTrust && !$0.name.contains(".") }
      .map { setting in
        ["otel_endpoint", "forward", "post"].contains(setting.name)
          ? "\(setting.name): http://127.0.0.1:9\n"
          : "\(setting.name): [touch, \(sandbox.path)/ran]\n"
      }.joined()
    _ = try sandbox.file(".tlm/config.yaml", text)

    let before = try sandbox.tlm("config", "check")
    let shown = try sandbox.tlm("trust", "--show")
    _ = try sandbox.tlm("emit", "x")
    _ = try sandbox.tlm("replay", "-p", "event-counts")
    let taken = try sandbox.tlm("trust", "--json")
    let after = try sandbox.tlm("config", "check")
    _ = try sandbox.file(".tlm/config.yaml", text + "# changed\n")
    let changed = try sandbox.tlm("config", "check")

    #expect(before.output.contains("do not count; read it, then run tlm trust"))
    #expect(shown.output.contains("is not trusted"))
    #expect(try json(taken.output)["trusted"] == true)
    #expect(after.code == 0 && !after.output.contains("do not count"))
    #expect(changed.output.contains("do not count"))
    #expect(!Files.exists(sandbox.path + "/ran"))
  }

  @Test func `a mistyped setting gets a suggestion`() throws {
    let sandbox = try Sandbox()

    let result = try sandbox.tlm("config", "get", "rotation.sise")

    #expect(result.code == 64 && result.errors.contains("did you mean rotation.size?"))
  }
}
