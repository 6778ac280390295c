import Events

/// What is wrong with one value of a request, as clients of the API know it (pydantic's shape).
struct Fault: Error, Sendable {
  /// Its kind, of which programs make a difference.
  let type: String
  /// Where it stands: `body` or `query`, then names and places.
  var place: [Value]
  let message: String
  /// What stands there.
  let input: Value
  /// What the message speaks of.
  var context: [Member] = []

  init(
    _ type: String, at place: [Value], _ message: String, input: Value, context: [Member] = []
  ) {
    (self.type, self.place, self.message) = (type, place, message)
    (self.input, self.context) = (input, context)
  }

  /// A rule of the API's own.
  static func rule(_ message: String, at place: [Value], input: Value) -> Fault {
    Fault(
      "value_error", at: place, "Value error, \(message)", input: input,
      context: [Member("error", .object([]))])
  }

  var json: Value {
    var members = [
      Member("type", .string(type)), Member("loc", .array(place)),
      Member("msg", .string(message)), Member("input", Self.short(input)),
    ]
    if !context.isEmpty { members.append(Member("ctx", .object(context))) }
    return .object(members)
  }

  /// Bytes of a value that an answer repeats.
  private static let longest = 1024

  private static func short(_ value: Value) -> Value {
    let text = JSONWriter.text(of: value)
    if text.utf8.count <= longest { return value }
    return .string(String(text.unicodeScalars.prefix(longest / 4).map(Character.init)) + "…")
  }
}
