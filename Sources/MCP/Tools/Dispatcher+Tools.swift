import Questions
import TLM

extension Dispatcher {
  /// Bytes of an answer beyond which it is of no use to anybody who asked: clients take 25 000 tokens.
  private static let longestAnswer = 80_000

  /// What a call of a tool comes to. What is wrong with its arguments, or with the store, is for the
  /// model to read: it can ask again in another way.
  func call(_ request: Message.Request, _ era: Era) throws(Fault) -> Outcome {
    guard case .string(let name)? = request.params["name"] else {
      throw .params("name must be a text: which tool is called")
    }
    let tool = try ToolCatalog.named(name)
    let call = CallSpan(request, era, over: transport, tool: tool.name)
    do throws(QuestionError) {
      let document = try tool.call(store, request.params["arguments"], call.caller)
      let text = JSONWriter.text(of: document)
      if text.utf8.count > Self.longestAnswer {
        throw .parameter(
          "the answer has \(text.utf8.count) bytes, more than can be read at once; ask for less, by "
            + "a limit, a time or a condition")
      }
      store.note(call.ended(bytes: text.utf8.count))
      let links = era.version >= ProtocolVersion.links ? Self.links(of: tool.name, document) : []
      return Outcome([
        Member("content", .array([["type": "text", "text": .string(text)]] + links)),
        Member("structuredContent", document), Member("isError", false),
      ])
    } catch {
      store.note(call.ended(error))
      return Outcome([
        Member("content", [["type": "text", "text": .string("\(error.code): \(error.message)")]]),
        Member("isError", true),
      ])
    }
  }

  /// Resources that say more of what an answer names.
  private static func links(of tool: String, _ document: Value) -> [Value] {
    switch tool {
    case "trace":
      ResourceCatalog.link(ofTrace: document["subject"]?["id"]).map { [$0] } ?? []
    case "run":
      ResourceCatalog.link(ofTrace: document["run"]?["run_id"]).map { [$0] } ?? []
    case "runs":
      (document["runs"]?.elements ?? []).prefix(10).compactMap {
        ResourceCatalog.link(ofRun: $0["run_id"])
      }
    case "sessions":
      (document["sessions"]?.members ?? []).prefix(10).compactMap {
        ResourceCatalog.link(ofSession: .string($0.name))
      }
    default: []
    }
  }
}

extension Value {
  fileprivate var elements: [Value] { if case .array(let elements) = self { elements } else { [] } }
}
