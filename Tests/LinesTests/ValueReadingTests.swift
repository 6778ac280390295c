import Events
import Lines
import Testing

@Suite struct ValueReadingTests {
  @Test(arguments: [
    ("1", Value.integer(1)), (" -0.5 ", .double(-0.5)), ("true", .bool(true)), ("null", .null),
    ("\"a\\n\"", .string("a\n")), ("[1,[]]", .array([.integer(1), .array([])])),
    ("18446744073709551615", .unsigned(.max)),
    // An integer beyond 64 bits is the nearest Double, wherever it stands.
    ("18446744073709551616", .double(1.8446744073709551616e19)),
    ("[{\"a\":-9223372036854775809}]", .array([["a": .double(-9.223372036854775809e18)]])),
    ("{\"a\":{\"b\":null}}", .object([Member("a", .object([Member("b", .null)]))])),
  ])
  func `a JSON text is read as the value that it is`(text: String, value: Value) {
    #expect(Value(json: text) == value)
  }

  @Test(arguments: ["", " ", "yes", "01", "{", "1}", "1,\"b\":2", "1 2", "[1]\n", "{\"a\":\n1}"])
  func `what is no JSON text on one line is no value`(text: String) {
    #expect(Value(json: text) == nil)
  }

  @Test func `bytes that are no UTF-8 are no value`() {
    #expect(Value(json: [0x22, 0xff, 0x22]) == nil)
  }
}
