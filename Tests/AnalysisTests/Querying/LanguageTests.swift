import Analysis
import TLM
import TestSupport
import Testing

@Suite struct LanguageTests {
  private static let lines = [
    #"{"ts":"2026-02-13T10:00:00Z","event":"start","n":1,"tool":"ll-auto","phase":"plan","ms":250}"#,
    #"{"ts":"2026-02-13T10:00:05Z","event":"step","n":2,"tool":"ll-auto","latency_ms":1500,"ms":900}"#,
    #"{"ts":"2026-02-13T10:01:00Z","event":"step","n":3,"tool":"a/b","phase":null,"tags":["x","y"]}"#,
    #"{"ts":"2026-02-13T11:00:00Z","event":"end","n":4,"result":"fail","meta":{"kind":"crash","a.b":7}}"#,
    #"{"ts":"2026-02-13T12:00:00Z","event":"end","n":5,"result":"pass","ok":true,"my field":"v","in":3}"#,
  ]

  @Test(
    arguments: [
      ("n > 1 and n <= 3", [2, 3]), ("n = 1 or n = 5", [1, 5]), ("not n > 2", [1, 2]),
      ("n = 1 or n = 2 and event = step", [1, 2]), ("(n = 1 or n = 2) and event = step", [2]),
      ("not (n = 1 or n = 2)", [3, 4, 5]), ("not not n = 1", [1]),
      // What is absent or null meets no comparison, and not turns that around.
      ("phase != plan and n > 0", []), ("not phase = plan", [2, 3, 4, 5]),
      ("phase exists and n > 0", [1]), ("not phase exists", [2, 3, 4, 5]),
      ("event in (start, end)", [1, 4, 5]), ("event not in (start, end)", [2, 3]),
      ("phase not in (x)", [1]), ("n in (1, '2', 3)", [1, 3]),
      ("tool = ll-auto and n = 1", [1]), ("tool = a/b and n > 0", [3]),
      ("event ~ \"^st\" and n > 0", [1, 2, 3]), ("event !~ 't$' and n > 0", [2, 3, 4, 5]),
      ("meta.kind = crash and n > 0", [4]), ("meta.a.b = 7", []), ("`my field` = v", [5]),
      ("\"my field\" = v and n > 0", [5]), ("`in` = 3", [5]), ("in = 3", [5]),
      ("tags contains x and n > 0", [3]), ("ok = true and n > 0", [5]),
      ("ms * 2 > 600", [2]), ("n + 1 = 3", [2]), ("n = `n` and n - 1 = 2", [3]),
      ("- n < -4 and n > 0", [5]), ("-(n) = -5", [5]), ("10 / n = 5", [2]), ("n / 0 exists", []),
      ("duration() > 1s", [2]), ("duration() = 1500ms", [2]), ("latency_ms >= 2 * 750ms", [2]),
      ("duration(ms) < 0.3s", [1]), ("time() >= 2026-02-13T11:00:00Z and n < 5", [4]),
      ("time() < 2026-02-13T10:00:00Z + 6s", [1, 2]), ("ts < now() and n = 1", [1]),
      ("outcome() = failed", [4]), ("outcome() in (success, failure)", [4, 5]),
      ("name() = step", [2, 3]), ("tool() = ll-auto and hour(time()) = 10", [1, 2]),
      ("lower(event) = \"end\"", [4, 5]), ("length(event) = 5", [1]),
      ("coalesce(phase, result) = pass", [5]), ("date(time()) = \"2026-02-13\" and n = 1", [1]),
      ("weekday(time()) = 5 and n = 1", [1]), ("N = 1 OR n = 1", [1]), ("NOT n > 1", [1]),
      ("n\n>\n4 and\tn < 9", [5]), ("position() = 0", [1]), ("abs(n - 3) = 2", [1, 5]),
      ("event = 'sta' + 1 or n = 1", nil), ("event exists", [1, 2, 3, 4, 5]),
    ] as [(String, [Int64]?)])
  func `a condition holds for these`(text: String, numbers: [Int64]?) throws {
    let log = try QuestionLog(Self.lines)

    guard let numbers else {
      #expect(throws: AnalysisError.self) { try log.numbers(text) }
      return
    }
    #expect(try log.numbers(text) == numbers)
  }

  @Test(
    arguments: [
      ("", 1, "is empty"), ("n", 2, "no operator"), ("n > ", 5, "ends where"),
      ("n > 1 and", 10, "ends where a field"), ("n > 1 2", 7, "several words"),
      ("n >> 1 or n = 2", 3, "'>>'"), ("(n = 1", 7, ")"), ("n = 1) or (n = 2", 6, "')'"),
      ("n = 1 adn n = 2", 7, "'adn'"), ("n in 1", 6, "("), ("n in (1, 2", 11, "a comma or )"),
      ("n = 1 or m = 'x", 14, "not closed"), ("time() > 5", 10, "a time must stand"),
      ("duration() > 5", 14, "a length of time must stand"), ("outcome() = meh", 13, "no outcome"),
      ("name() > 1 + 2", 10, "a text with a number"), ("foo(n) = 1", 1, "which there is not"),
      ("length() = 1", 1, "0 arguments"), ("event ~ '('", 9, "pattern"),
      ("n = null and m = 1", 5, "compares with null"), ("ok > true", 6, "has no order"),
      ("name() + 1 = 2", 1, "computes with a text"),
      ("n = 1 and (m)", 14, "no operator"), ("n = 1 and m or p = 2", 11, "must stand"),
      ("a = 1 and ё = 'ж' or !", 22, "'!'"), ("time() + time() = 1", 1, "which there is not"),
    ])
  func `a mistake is told with its place, and what could stand there`(
    text: String, character: Int, words: String
  ) throws {
    let error = try #require(throws: AnalysisError.self) { try QuestionLog.condition(text) }

    guard case .syntax(let mistake) = error else {
      Issue.record("\(error)")
      return
    }
    #expect(mistake.character == character, "\(error)")
    #expect(mistake.what.contains(words), "\(error)")
    #expect(error.description.contains("at character \(character)"))
  }

  @Test func `a mark stands below the place`() throws {
    let error = try #require(throws: AnalysisError.self) {
      try QuestionLog.condition("n > 1 adn m = 2")
    }

    let lines = error.description.split(separator: "\n")
    #expect(lines.count == 3)
    #expect(lines[1] == "  n > 1 adn m = 2")
    #expect(lines[2] == "        ^")
  }

  @Test func `what is in each other too deep is refused and no stack overflows`() throws {
    for text in [
      String(repeating: "(", count: 5000) + "a = 1" + String(repeating: ")", count: 5000),
      String(repeating: "not ", count: 3000) + "a = 1",
      "a = " + String(repeating: "- ", count: 5000) + "1",
      "a" + String(repeating: " + a", count: 3000) + " = 1",
      String(repeating: "abs(", count: 3000) + "a", String(repeating: "x", count: 20_000),
    ] {
      #expect(throws: AnalysisError.self) { try QuestionLog.condition(text) }
    }
    let wide = (0..<1000).map { "a = \($0)" }.joined(separator: " or ")
    #expect(throws: Never.self) { try QuestionLog.condition(wide) }
  }

  @Test func `a condition of today's means what it meant`() throws {
    var lines = RandomLines(dice: Seeded(randomSeed()))
    let events = (0..<300).compactMap { _ in RecordedEvent(reading: lines.next()[...]) }
    let operands = [
      "1", "-1", "0.5", "9007199254740993", "true", "false", "x", "'60'", "\"a\\u0062\"", "''",
      "18446744073709551615", "1e3", "ll-auto", "a=b", "a(b", "s1", "2026-02-13", "5m", "foo(x)",
    ]
    var names: Set<String> = ["n", "tool", "meta.kind", "nowhere", "a b"]
    for event in events { event.event.forEachMember { name, _ in names.insert(name) } }
    var tried = 0
    for name in names.sorted() where !name.contains("\"") {
      let isPlain = name.utf8.allSatisfy { $0 > 0x20 && !"=!<>\"'()`,~".utf8.contains($0) }
      let field = isPlain && !name.isEmpty ? name : JSONWriter.text(of: .string(name))
      for sign in ["=", "==", "!=", "<", "<=", ">", ">=", " contains "] {
        for operand in operands {
          let text = "\(field)\(sign)\(operand)"
          guard let condition = try? FieldCondition(parsing: text) else { continue }
          let test = Compiler(zone: .utc).test(try QuestionLog.condition(text))
          for event in events {
            #expect(test(event.event) == condition.holds(for: event.event), "\(text)")
          }
          tried += 1
        }
      }
    }
    #expect(tried > 500)
  }

  @Test func `what may have been meant otherwise is noted`() throws {
    func notes(_ text: String) throws -> [String] {
      Language.notes(on: try QuestionLog.condition(text))
    }

    #expect(try notes("latency_ms*2 > 5").first?.contains("spaces around *") ?? false)
    #expect(try notes("latency_ms > 5s").first?.contains("duration(latency_ms) > 5s") ?? false)
    #expect(try notes("latency_ms > 5 and tool = ll-auto").isEmpty)
  }
}
