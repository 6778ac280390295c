import Documents
import TLM

/// What people say to proposals.
enum AnswerProposals {
  static let routes = [approve, reject]

  private static let words: [RouteParameter] = [
    RouteParameter("by", "Who answers."), RouteParameter("note", "Why."),
  ]

  /// Clients that send JSON whatever they do send an empty object.
  private static let nothing = RouteBody(
    ["*/*"], limit: 1 << 10, isRequired: false,
    schema: ["type": "object", "additionalProperties": false])

  /// A yes to a change of the mode.
  private static let approve = Route(
    "POST", "/v1/mode/{proposal}/approve", .approve,
    "Approves a proposed change of the mode; takes the approvals' token.", parameters: words,
    body: nothing
  ) { request, desk in try answerProposal(request, desk, isApproved: true) }

  /// A no.
  private static let reject = Route(
    "POST", "/v1/mode/{proposal}/reject", .approve,
    "Rejects a proposed change of the mode; takes the approvals' token.", parameters: words,
    body: nothing
  ) { request, desk in try answerProposal(request, desk, isApproved: false) }

  private static func answerProposal(
    _ request: Request, _ desk: Desk, isApproved: Bool
  ) throws -> Response {
    guard request.body.isEmpty || JSONBody.value(of: request.body) == .object([]) else {
      throw RequestError(
        "question", "by and note stand in the query, not in a body; nothing was answered")
    }
    do {
      let receipt = try desk.store.answerProposal(
        request.parameters["proposal"] ?? "", isApproved: isApproved, by: request.word("by"),
        note: request.word("note"))
      return Response(ReceiptDocument(receipt))
    } catch let error as AppendError where error.isConflict {
      return Response(ConflictDocument(error), status: 409)
    } catch let error as ModeError {
      return Response(
        refusal: ModeError.Code.noProposal ~= error ? 404 : 409, "mode", error.message)
    }
  }
}
