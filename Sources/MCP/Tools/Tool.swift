import Questions
import TLM

/// What a client can call.
struct Tool: Sendable {
  let name: String
  let title: String
  let sentence: String
  let input: Value
  let output: Value?
  /// Whether it writes into the store.
  let writes: Bool
  /// Gives the document that it comes to.
  let call: @Sendable (StoreAccess, Value?, Caller) throws(QuestionError) -> Value

  /// As clients are told of it.
  var value: Value {
    var members: [Member] = [
      Member("name", .string(name)), Member("title", .string(title)),
      Member("description", .string(sentence)), Member("inputSchema", input),
    ]
    if let output { members.append(Member("outputSchema", output)) }
    members.append(
      Member(
        "annotations",
        [
          "title": .string(title), "readOnlyHint": .bool(!writes), "destructiveHint": false,
          "idempotentHint": .bool(!writes), "openWorldHint": false,
        ]))
    return .object(members)
  }
}

/// Every tool: a question each, and one that writes. There is none that approves, sets a mode or trusts.
enum ToolCatalog {
  static let all: [Tool] = QuestionCatalog.all.map(Tool.init) + [.recordEvent]

  static func named(_ name: String) throws(Fault) -> Tool {
    if let tool = all.first(where: { $0.name == name }) { return tool }
    let near = Nearest.suggestion(for: name, in: all.map(\.name))
    throw .params("there is no tool \(name.prefix(100))\(near)")
  }
}

extension Tool {
  /// Bytes of events on a page: clients warn of more than they have room for.
  private static let room = 24_000

  /// A question as a tool.
  fileprivate init(_ question: NamedQuestion) {
    name = question.name
    title = question.title
    sentence = question.sentence
    input = question.inputSchema
    output = question.shape.schema["type"] == "object" ? question.shape.schema : Self.anyObject
    writes = false
    call = { (access, given, _) throws(QuestionError) in
      var arguments = try QuestionArguments(json: given, for: question.parameters)
      arguments.room = Self.room
      let document = try question.answer(try access.open(), arguments)
      // What tools come to is an object always.
      if case .object = document { return document }
      return ["result": document]
    }
  }

  private static let anyObject: Value = ["type": "object"]
}
