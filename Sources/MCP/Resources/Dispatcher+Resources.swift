import Questions
import TLM

extension Dispatcher {
  /// Bytes of what a resource lists; there is no next page of it, which its tool has.
  private static let room = 60_000

  /// What a resource says.
  func read(_ request: Message.Request, _ era: Era) throws(Fault) -> Outcome {
    guard case .string(let uri)? = request.params["uri"] else {
      throw .params("uri must be a text: which resource is read")
    }
    guard let (resource, part) = ResourceCatalog.named(uri) else {
      throw Self.missing("there is no resource \(uri.prefix(200))", uri, era)
    }
    let call = CallSpan(request, era, over: transport, resource: resource.name)
    do throws(QuestionError) {
      let document = try document(of: resource, part)
      let text = JSONWriter.text(of: document)
      store.note(call.ended(bytes: text.utf8.count))
      let contents: Value = [
        "uri": .string(uri), "mimeType": "application/json", "text": .string(text),
      ]
      return Outcome([Member("contents", [contents])], keeping: .nowhere)
    } catch {
      store.note(call.ended(error))
      if error.code == QuestionError.notFoundCode || error.code == "parameter" {
        throw Self.missing(error.message, uri, era)
      }
      throw Fault(code: -32603, message: error.message, data: ["code": .string(error.code)])
    }
  }

  private func document(
    of resource: Resource, _ part: String?
  ) throws(QuestionError) -> Value {
    var given = resource.arguments
    if let name = resource.part, let part { given.append(Member(name, .string(part))) }
    var arguments = try QuestionArguments(
      json: .object(given), for: resource.question.parameters)
    arguments.room = Self.room
    let document = try resource.question.answer(try store.open(), arguments)
    if resource.name == "event", document["count"] == 0 {
      throw .notFound("there is no event with the id \(part ?? "")")
    }
    return document
  }

  private static func missing(_ message: String, _ uri: String, _ era: Era) -> Fault {
    era.isStateless ? .params(message) : .resource(message, uri: uri)
  }
}
