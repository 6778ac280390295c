import Questions
import TLM

extension Tool {
  /// Longest name of an event that is taken.
  private static let longestName = 200

  /// `record_event`: what an agent did, as an event of its own.
  static let recordEvent = Tool(
    name: "record_event", title: "Record an event",
    sentence: "Write an event of yours into the log: a decision, a milestone, a measurement. Names "
      + "that begin with tlm., mode_ or control_ are tlm's own and refused.",
    input: [
      "type": "object",
      "properties": [
        "event": [
          "type": "string", "minLength": 1, "maxLength": .integer(Int64(longestName)),
          "description": "What happened: the name of the event, in lower case with _.",
        ],
        "fields": [
          "type": "object",
          "description":
            "Everything else, such as issue_id, phase, result, duration_s, message; ts for a time other than now.",
        ],
      ], "required": ["event"], "additionalProperties": false,
    ],
    output: Shape.object([
      ("recorded", .boolean), ("event", .text), ("position", .optional(.integer)),
    ]).schema,
    writes: true
  ) { (access, given, caller) throws(QuestionError) in
    let event = try event(given, caller)
    let position = try access.record(event)
    return [
      "recorded": true, "event": .string(event.name),
      "position": position.map { .integer($0.rawValue) } ?? .null,
    ]
  }

  private static func event(_ given: Value?, _ caller: Caller) throws(QuestionError) -> NewEvent {
    guard case .object(let members)? = given else {
      throw .parameter("arguments must be an object with an event")
    }
    let known = ["event", "fields"]
    for member in members where !known.contains(member.name) {
      let near = Nearest.suggestion(for: member.name, in: known)
      throw .parameter(
        "there is no parameter \(member.name.prefix(100))\(near); what else is known of the event goes "
          + "into fields")
    }
    guard case .string(let name)? = given?["event"], !name.isEmpty,
      name.utf8.count <= longestName
    else { throw .parameter("event must be a text of 1 to \(longestName) bytes") }
    if ReservedName.isReserved(name) {
      let prefixes = ReservedName.prefixes.joined(separator: ", ")
      throw .refused(
        "\(name) is a name that only tlm gives, as all that begin with \(prefixes); choose another one"
      )
    }
    var fields = try fields(given?["fields"])
    let own = Set(fields.map(\.name))
    let isTimed = own.contains("ts")
    fields += caller.ties.filter { !own.contains($0.name) }
    return NewEvent(name, at: isTimed ? nil : .current, fields: fields)
  }

  private static func fields(_ given: Value?) throws(QuestionError) -> [Member] {
    switch given {
    case nil, .null?: return []
    case .object(let members)?:
      if let time = members.first(where: { $0.name == "ts" })?.value {
        guard case .string(let text) = time, Timestamp(text) != nil else {
          throw .parameter("fields.ts must be a time such as 2026-02-13T10:00:00Z")
        }
      }
      return members
    default: throw .parameter("fields must be an object")
    }
  }
}
