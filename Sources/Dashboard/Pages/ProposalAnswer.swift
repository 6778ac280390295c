import TLM

/// A yes or a no to a change of the mode. It takes the approvals' token besides, which no agent has.
enum ProposalAnswer {
  static let pages = [
    DashboardPage(changing: "/sensors/proposals/{id}", "Approves or rejects a change of the mode.")
    {
      request, store in
      guard let approves = request.approves else {
        throw PageError(
          403, "Nobody approves over this server: begin it with tlm serve --approvals.")
      }
      guard approves(request.sent("approval") ?? "") else {
        throw PageError(
          403, "That is not the approvals' token, which the server printed once to its terminal.")
      }
      return try answer(request, store)
    }
  ]

  private static func answer(_ request: PageRequest, _ store: Store) throws -> PageAnswer {
    guard let answer = request.sent("answer"), ["approve", "reject"].contains(answer) else {
      throw PageError(400, "An answer is to approve or to reject.")
    }
    let note = request.sent("note").flatMap { $0.isEmpty ? nil : String($0.prefix(500)) }
    let by = request.sent("by").flatMap { $0.isEmpty ? nil : String($0.prefix(200)) }
    do {
      try store.answerProposal(
        request.parameters["id"] ?? "", isApproved: answer == "approve", by: by ?? OwnerName.name,
        note: note)
    } catch let error as AppendError where error.isConflict {
      throw PageError(409, "It was answered before, or the mode has changed since.")
    } catch let error as ModeError {
      throw PageError(ModeError.Code.noProposal ~= error ? 404 : 409, error.message)
    }
    let done = answer == "approve" ? "approved" : "rejected"
    return .see(Address("sensors", query: [.init("done", done)]))
  }
}
