import Testing

@testable import Configuration

@Suite struct YAMLReaderTests {
  private func read(_ text: String, _ repeatable: Set<String> = []) throws -> Node {
    try YAMLReader.read(Array(text.utf8), file: "f.yaml", repeatable: repeatable)
  }

  private func complaint(_ text: String) -> String {
    do {
      _ = try read(text)
      return "none"
    } catch { return "\(error)" }
  }

  /// The tree on one line, with the place of every value.
  private func shape(_ node: Node) -> String {
    let place = "@\(node.place.line):\(node.place.column)"
    switch node.content {
    case .null: return "null" + place
    case .flag(let flag): return "\(flag)" + place
    case .integer(let integer): return "\(integer)" + place
    case .number(let number): return "\(number)d" + place
    case .text(let text): return text.debugDescription + place
    case .list(let items): return "[" + items.map(shape).joined(separator: " ") + "]" + place
    case .mapping(let entries):
      return "{" + entries.map { "\($0.key)=\(shape($0.value))" }.joined(separator: " ") + "}"
        + place
    }
  }

  @Test func `keys, lists and scalars stand where the file has them`() throws {
    let text = """
      # a comment
      a: 1
      b:
        - x
        - {c: "y", d: [1.5, true, ~]}
      é: |
        lines
      """

    #expect(
      try shape(read(text))
        == #"{a=1@2:4 b=["x"@4:5 {c="y"@5:9 d=[1.5d@5:18 true@5:23 null@5:29]@5:17}@5:5]@4:3 é="lines"@6:4}@2:1"#
    )
  }

  @Test func `words without quotes are what the table of rules says`() throws {
    let words: [String: String] = [
      "0": "0", "-7": "-7", "+12": "12", "9223372036854775807": "9223372036854775807",
      "9223372036854775808": "9.223372036854776e+18d", "0.5": "0.5d", ".5": "0.5d", "5.": "5.0d",
      "-1.5E-7": "-1.5e-07d", "1e3": "1000.0d", "true": "true", "FALSE": "false", "null": "null",
      "~": "null", "''": #""""#, "'1'": #""1""#, #""true""#: #""true""#, "yes": #""yes""#,
      "off": #""off""#, "010": #""010""#, "00": #""00""#, "-01.5": #""-01.5""#,
      "0x10": #""0x10""#, "1_000": #""1_000""#, "1:30": #""1:30""#, "2026-11-21": #""2026-11-21""#,
      ".": #"".""#, "-": "[null]", "1e": #""1e""#, "1e+": #""1e+""#, ".e1": #"".e1""#,
      "1e999": #""1e999""#, ".inf": #"".inf""#, ".nan": #"".nan""#, "!!str 5": #""5""#,
      "! 5": #""5""#, "+": #""+""#, "nul": #""nul""#,
    ]
    for (word, expected) in words {
      let found = shape(try read(word)).replacing(/@\d+:\d+/, with: "")
      #expect(found == expected, "\(word)")
    }
  }

  @Test func `an empty file is null`() throws {
    #expect(try shape(read("")) == "null@1:1")
    #expect(try shape(read("# only words\n")) == "null@1:1")
  }

  @Test func `a byte order mark and CRLF are no part of it`() throws {
    #expect(try shape(read("\u{FEFF}a: 1\r\nb: x\r\n")) == #"{a=1@1:4 b="x"@2:4}@1:1"#)
  }

  @Test func `an alias is what its anchor was, at its own place`() throws {
    #expect(try shape(read("a: &x {b: 1}\nc: *x")) == "{a={b=1@1:11}@1:4 c={b=1@1:11}@2:4}@1:1")
  }

  @Test func `what could mean two things or never end is refused with its place`() {
    let complaints = [
      "a: 1\nb: 2\na: 3":
        "f.yaml:3:1: expected each key once, found \"a\" here and in line 1; remove or rename one",
      "a: {b: 1, b: 2}":
        "f.yaml:1:11: expected each key once, found \"b\" here and in line 1; remove or rename one",
      "a: 1\n---\nb: 2": "f.yaml:2:1: expected one document, found a second; remove the ---",
      "a: *x":
        "f.yaml:1:4: expected an anchor &x that is finished before this place; add it above, or"
        + " write the value out",
      "a: &x [*x]":
        "f.yaml:1:8: expected an anchor &x that is finished before this place; add it above, or"
        + " write the value out",
      "a: &x {b: 1}\nc:\n  <<: *x": "f.yaml:3:3: expected no merge key (<<); write the keys out",
      "a: !!int 5": "f.yaml:1:4: expected no tag but !!str; remove the word with the ! in front",
      "? [a]\n: 1": "f.yaml:1:3: expected a word as the key; write the key out",
    ]
    for (text, expected) in complaints { #expect(complaint(text) == expected) }
  }

  @Test func `the top may say whose keys repeat`() throws {
    let text = "r:\n  a: 1\n  a: 2\ns: 1"

    #expect(try shape(read(text, ["r"])) == "{r={a=1@2:6 a=2@3:6}@2:3 s=1@4:4}@1:1")
    #expect(throws: ConfigurationError.self) { try read("r:\n  b: {a: 1, a: 2}", ["r"]) }
  }

  @Test func `what is no YAML is told in a sentence with its place`() {
    let complaints = [
      "a: b: c": ("1:5", "a second colon"), "a:\n\t- b": ("2:1", "spaces, not tabs"),
      "a: [1, 2": ("2:1", "comma or ]"), "a: {b: 1": ("2:1", "comma or }"),
      "a: \"b": ("1:6", "closing quote"), "a: 1\n  b: 2": ("2:4", "second colon"),
      "a:\n  - 1\n b: 2": ("3:2", "a key as far right"), "a: @b": ("1:4", "begins none"),
      "a: \u{1}": ("1:4", "control character"), "a: 1\n- b": ("2:1", "far right"),
      "a\nb: 1": ("2:2", "second colon"), "a: - b": ("1:4", "a dash"),
    ]
    for (text, (place, words)) in complaints {
      let found = complaint(text)
      #expect(found.hasPrefix("f.yaml:\(place): ") && found.contains(words), "\(text): \(found)")
    }
    do {
      _ = try YAMLReader.read(Array("é: a\nb: ".utf8) + [0xFF], file: "f.yaml")
    } catch {
      #expect(
        error.description
          == "f.yaml:2:4: expected UTF-8, found bytes that are none; save the file as UTF-8")
    }
  }

  @Test func `a billion laughs are refused before they are written out`() {
    var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in 1...9 {
      let aliases = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
      text += "a\(level): &a\(level) [\(aliases)]\n"
    }

    #expect(complaint(text).hasPrefix("f.yaml:5:"))
    #expect(complaint(text).contains("at most 100000 values"))
  }

  @Test func `depth and size have limits`() {
    let deep = String(repeating: "[", count: 100_000)
    let big = "a: " + String(repeating: "x", count: YAMLReader.maximumBytes)

    #expect(complaint(deep).hasPrefix("f.yaml:1:65: expected at most 64 levels"))
    #expect(complaint(big).hasPrefix("f.yaml:1:1: expected at most 1048576 bytes"))
    #expect(complaint(String(repeating: "- ", count: 100_000) + "x").contains("64 levels"))
  }
}
