import Configuration
import Events
import TestSupport
import Testing

@Suite struct SettingsEditTests {
  private func edited(_ text: String, _ name: String, _ value: String) throws -> String {
    let setting = try #require(SettingCatalog.named(name))
    let bytes = try SettingsEdit(of: Array(text.utf8), path: "f").setting(setting, to: value)
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test(arguments: [
    ("", "level", "info", "level: info\n"),
    ("", "rotation.size", "1M", "rotation:\n  size: 1M\n"),
    ("# mine", "level", "info", "# mine\nlevel: info\n"),
    ("level: debug # why\n", "level", "info", "level: info # why\n"),
    ("level: 'debug'\n", "level", "info", "level: info\n"),
    (
      "rotation: {size: 1M, every: 1h}\n", "rotation.every", "off",
      "rotation: {size: 1M, every: off}\n"
    ),
    ("rotation: {size: 1M}\n", "rotation.every", "2h", "rotation: {every: 2h, size: 1M}\n"),
    (
      "rotation:\n    # x\n    size: 1M\nlevel: info\n", "rotation.every", "2h",
      "rotation:\n    # x\n    every: 2h\n    size: 1M\nlevel: info\n"
    ),
    ("é: &a 1\n", "level", "info", "é: &a 1\nlevel: info\n"),
    ("index: {keys: [a, b]} # é\n", "index.keys", "[c]", "index: {keys: [c]} # é\n"),
    ("level: debug\r\nconsole: off\r\n", "level", "info", "level: info\r\nconsole: off\r\n"),
    ("rotation: {}\n", "rotation.size", "1M", "rotation: {size: 1M}\n"),
  ])
  func `a setting is written and all else stays`(
    text: String, name: String, value: String, wanted: String
  ) throws {
    #expect(try edited(text, name, value) == wanted)
    #expect(try edited(wanted, name, value) == wanted, "a second time changes nothing")
  }

  @Test(arguments: [
    ("level: |\n  debug\n", "level", "info"), ("level: info\n---\n", "level", "info"),
    ("rotation: *a\n", "rotation.size", "1M"), ("level: [\n", "level", "info"),
    ("rotation: &a {size: 1M}\nx: *a\n", "rotation.size", "2M"),
  ])
  func `what cannot be set without changing more is refused`(
    text: String, name: String, value: String
  ) {
    #expect(throws: ConfigurationError.self) { try edited(text, name, value) }
  }

  @Test func `a text that is no value of the setting is refused`() {
    for (name, value) in [
      ("level", "loud"), ("rotation.size", "1"), ("enabled", "[true]"), ("level", "a: b"),
    ] {
      #expect(throws: ConfigurationError.self) { try edited("level: info\n", name, value) }
    }
  }

  @Test func `whatever the file, an edit says what was asked for and nothing else`() throws {
    var dice = Seeded(randomSeed())
    let lines = [
      "level: debug", "console: off # a, b", "rotation: {size: 1M, every: 1h}", "rotation:",
      "  size: 2M", "  every: off", "# comment", "", "index: {keys: [a, 'b, c']}",
      "sampling: {x: {rate: 1}}",
    ]
    var written = 0
    for _ in 0..<3000 {
      let text = (0..<Int.random(in: 0...5, using: &dice))
        .map { _ in lines[Int.random(in: 0..<lines.count, using: &dice)] }.joined(separator: "\n")
      guard let before = try? YAMLReader.read(Array(text.utf8), file: "f").value,
        let after = try? edited(text, "rotation.size", "3M")
      else { continue }
      let value = try YAMLReader.read(Array(after.utf8), file: "f").value
      #expect(value["rotation"]?["size"] == "3M", "\(text)")
      let others = before.members.filter { $0.name != "rotation" }
      for other in others { #expect(value[other.name] == other.value, "\(text)") }
      #expect(value["rotation"]?["every"] == before["rotation"]?["every"], "\(text)")
      written += 1
    }
    #expect(written > 500)
  }
}
