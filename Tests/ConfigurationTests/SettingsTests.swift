import Configuration
import Events
import Journal
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@Suite struct SettingsTests {
  private func file(_ text: String, _ path: String, isOfStore: Bool) throws -> SettingsFile {
    let root = try YAMLReader.read(Array(text.utf8), file: path)
    return SettingsFile(root, path: path, isOfStore: isOfStore)
  }

  private func settings(
    user: String = "", store: String = "", trusted: Bool = false,
    _ environment: [String: String] = [:]
  ) throws -> Settings {
    try Settings(
      user: file(user, "user", isOfStore: false), store: file(store, "store", isOfStore: true),
      isTrusted: trusted, environment: { environment[$0] })
  }

  private func mistakes(of text: String, isOfStore: Bool = true) throws -> [String] {
    try file(text, "f", isOfStore: isOfStore).mistakes.map(\.description)
  }

  @Test func `of several that set the same the later counts`() throws {
    let user = "level: info\nrotation: {size: 1M, every: 2h}\n"
    let store = "rotation:\n  size: 2M\n"
    let settings = try settings(user: user, store: store, ["TLM_ROTATION_EVERY": "3h"])

    let entries = Dictionary(uniqueKeysWithValues: settings.entries.map { ($0.name, $0) })
    #expect(entries["enabled"]?.origin == .standard)
    #expect(entries["level"]?.origin == .file("user", line: 1))
    #expect(entries["rotation.size"]?.origin == .file("store", line: 2))
    #expect(entries["rotation.every"]?.origin == .environment("TLM_ROTATION_EVERY"))
    #expect(settings["rotation.size"] == .integer(2 << 20))
    #expect(settings["rotation.every"] == 10_800)
    #expect(settings.rotation.size == 2 << 20 && settings.rotation.age == .seconds(10_800))
  }

  @Test(arguments: [
    ("levle: info", "did you mean level?"), ("rotation: {sise: 1M}", "did you mean size?"),
    ("rotation: {size: 1}", "from 64K to 1024G"), ("enabled: yes", "expected true or false"),
    ("level: warnin", "did you mean warning?"), ("metrics_interval: 0s", "a length of time"),
    ("rotation: [1]", "expected keys and values"), ("console: loud", "one of off pretty"),
    ("index: {keys: branch}", "expected a list"), ("redaction: {allow: {a: 1}}", "expected text"),
    ("nonsense: 1", "tlm config show lists all"), ("[1, 2]", "expected keys and values"),
  ])
  func `a mistake is told with its place and what to do`(text: String, told: String) throws {
    let mistakes = try mistakes(of: text)

    #expect(mistakes.count == 1)
    #expect(mistakes[0].hasPrefix("f:1:") && mistakes[0].contains(told), "\(mistakes)")
  }

  @Test func `every mistake of both files and the environment is told at once`() throws {
    let error = #expect(throws: ConfigurationError.self) {
      try settings(user: "a: 1", store: "b: 1\nlevel: 3", ["TLM_CONSOLE": "loud"])
    }

    #expect(error?.mistakes.map(\.file) == ["user", "store", "store", "$TLM_CONSOLE"])
  }

  @Test func `what describes a store is not for the user's file`() throws {
    #expect(try mistakes(of: "sensors: {}\nindex: {keys: []}", isOfStore: false).count == 2)
    #expect(try mistakes(of: "sensors: {}\nindex: {keys: []}", isOfStore: true).isEmpty)
  }

  @Test func `what needs trust counts in the user's file, and in the store's once it is trusted`()
    throws
  {
    let keys = SettingCatalog.all.filter(\.needsTrust)
    var text = keys.filter { !$0.name.contains(".") && $0.name != "sources" }
      .map { "\($0.name): mine\n" }.joined()
    text += "sources: [mine]\n"
    text += "redaction: {allow: {x: y}}\n"
    text += "retention: {older_than: 90d, max_size: 5G, archive: true}\n"
    text += "gate: {enabled: true}\n"
    text += "relay: {nats: a, creds: b, tls_ca: c, stream: d, push: false, "
    text += "events: [e], where: [f], pull: true, origins: [g]}\n"
    #expect(keys.count >= 9)

    let stranger = try settings(store: text)
    let trusted = try settings(store: text, trusted: true)
    let own = try settings(user: text)

    #expect(stranger.ignored.map(\.name).sorted() == keys.map(\.name).sorted())
    for key in keys {
      #expect(stranger[key.name] == key.standard)
      #expect(trusted[key.name] != key.standard && own[key.name] == trusted[key.name])
    }
    #expect(trusted.ignored.isEmpty && own.ignored.isEmpty)
  }

  @Test func `a rule that keeps what would be hidden needs trust, one that hides does not`() throws
  {
    let text = "redaction: {fields: {token: keep 99, user: drop}}"

    let stranger = try settings(store: text)
    let trusted = try settings(store: text, trusted: true)

    #expect(stranger["redaction.fields"] == ["user": "drop"])
    #expect(stranger.ignored.map(\.name) == ["redaction.fields"])
    #expect(trusted["redaction.fields"] == ["token": "keep 99", "user": "drop"])
    #expect(try settings(user: text)["redaction.fields"] == trusted["redaction.fields"])
  }

  @Test(arguments: [
    ("TLM_DISABLED", "1", false), ("TLM_DISABLED", "0", true), ("TLM_DISABLED", "", true),
    ("TLM_ENABLED", "no", false), ("TLM_ENABLED", "on", true), ("TLM_DISABLED", "true", false),
  ])
  func `variables switch it off and on`(name: String, word: String, isOn: Bool) throws {
    #expect(try settings([name: word])["enabled"] == .bool(isOn))
  }

  @Test func `a trusted file is one of the user's own, and a changed byte is not trusted`() throws {
    let scratch = Scratch()
    let trust = Trust(of: "0123", in: scratch.path + "/a/tlm")
    let bytes = Array("effects: {}\n".utf8)
    #expect(!trust.covers(bytes))

    try trust.take(bytes)

    #expect(trust.covers(bytes) && !trust.covers(bytes + [0x20]) && !trust.covers([]))
    #expect(!Trust(of: "0124", in: scratch.path + "/a/tlm").covers(bytes))
    try #require(chmod(trust.path, 0o666) == 0)
    #expect(!trust.covers(bytes), "others could have written it")
    try trust.withdraw()
    #expect(trust.copy() == nil)
    try trust.withdraw()
  }
}
