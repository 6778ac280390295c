import Events
import Testing

@Suite struct FieldConditionTests {
  @Test(
    arguments: [
      ("duration_s > 60", FieldCondition("duration_s", .greater, 60)),
      ("duration_s>=60.5", FieldCondition("duration_s", .greaterOrEqual, 60.5)),
      ("  a.b.c  <  -1e3 ", FieldCondition("a.b.c", .less, -1000.0)),
      ("n<=9223372036854775807", FieldCondition("n", .lessOrEqual, .integer(.max))),
      ("n = 18446744073709551615", FieldCondition("n", .equal, .unsigned(.max))),
      ("kind = \"x y\"", FieldCondition("kind", .equal, "x y")),
      ("kind == 'x \"y'", FieldCondition("kind", .equal, "x \"y")),
      ("kind != \"t\\u00e9\\n\\\"\"", FieldCondition("kind", .notEqual, "té\n\"")),
      ("kind=crash", FieldCondition("kind", .equal, "crash")),
      ("kind = \"60\"", FieldCondition("kind", .equal, "60")),
      ("kind = 2026-02-13", FieldCondition("kind", .equal, "2026-02-13")),
      ("ok = true", FieldCondition("ok", .equal, true)),
      ("ok != false", FieldCondition("ok", .notEqual, false)),
      ("note contains 'half line'", FieldCondition("note", .contains, "half line")),
      ("labels contains crash", FieldCondition("labels", .contains, "crash")),
      ("error exists", FieldCondition("error", .exists)),
      ("\"odd name\" = 1", FieldCondition("odd name", .equal, 1)),
      ("'a=b' exists", FieldCondition("a=b", .exists)),
      ("größe > 1", FieldCondition("größe", .greater, 1)),
    ])
  func `what people type is read`(text: String, condition: FieldCondition) throws {
    #expect(try FieldCondition(parsing: text) == condition)
    #expect(try FieldCondition(parsing: condition.description) == condition)
  }

  @Test(
    arguments: [
      ("", "does not begin with a field"), ("> 60", "does not begin with a field"),
      ("duration_s", "no operator"), ("duration_s 60", "no operator"),
      ("duration_s =< 60", "no operator"), ("duration_s =", "no value"),
      ("note = two words", "put it in quotes"), ("note = \"open", "not closed"),
      ("note = \"a\" b", "closing quote"), ("'open = 1", "not closed"),
      ("ok > true", "no order"), ("x = null", "exists"), ("x exists 1", "after exists"),
    ])
  func `what cannot be meant is said in one sentence that quotes it`(text: String, reason: String)
    throws
  {
    let error = #expect(throws: FieldCondition.Mistake.self) { try FieldCondition(parsing: text) }

    #expect(error?.description.contains(reason) == true, "\(error?.description ?? "")")
    #expect(error?.description.hasPrefix("'\(text)' ") == true)
  }

  private let line = """
    {"n":9007199254740993,"text":"9007199254740993","big":18446744073709551615,"half":60.5,\
    "whole":60.0,"name":"b","ok":true,"none":null,"labels":["crash",7],"empty":"",\
    "nested":{"deep":{"n":-3}},"dotted.key":1,"é":"e\\u0301"}
    """

  @Test(
    arguments: [
      // Beyond 2^53 an integer is still exactly itself, also where tlm wrote it as a text.
      ("n = 9007199254740993", true), ("n = 9007199254740992", false),
      ("n > 9007199254740992", true), ("text = 9007199254740993", true),
      ("text = '9007199254740993'", true), ("text < 9007199254740994", true),
      ("big > 9223372036854775807", true), ("big = 18446744073709551615", true),
      ("big < 1e300", true), ("n > -1e300", true),
      ("half > 60", true), ("half < 61", true), ("half = 60.5", true), ("whole = 60", true),
      ("whole <= 60", true), ("whole >= 60.0", true), ("whole != 60", false),
      // Kinds do not mix: another kind is different, and that is all.
      ("name > 1", false), ("name != 1", true), ("n = 'b'", false), ("ok = 1", false),
      ("ok = true", true), ("ok != false", true),
      ("name > a", true), ("name >= b", true), ("name < B", false),
      // What is absent or null meets nothing.
      ("none exists", false), ("none != 1", false), ("absent != 1", false), ("empty exists", true),
      ("empty = ''", true), ("labels exists", true),
      ("labels contains crash", true), ("labels contains 7", true), ("labels contains '7'", false),
      ("labels contains cra", false), ("text contains '9925'", true),
      ("name contains ''", true),
      ("nested.deep.n < 0", true), ("nested.deep exists", true), ("nested.n exists", false),
      ("dotted.key = 1", true),
      // Texts are their bytes.
      ("é = 'e\u{301}'", true), ("é = 'é'", false), ("é exists", true), ("e\u{301} exists", false),
    ])
  func `fields are compared as what they are`(text: String, holds: Bool) throws {
    let event = try event(line)

    let isMet = try FieldCondition(parsing: text).holds(for: event.event)

    #expect(isMet == holds)
  }
}
