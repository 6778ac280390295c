import Documents
import TLM

/// Changes of the mode that wait for a person, each with a form to answer.
struct ProposalForms {
  private let proposals: OpenProposals
  private let request: PageRequest
  private let sensors: SensorDirectory

  /// - Parameter sensors: those that know the units.
  init(_ proposals: OpenProposals, _ request: PageRequest, sensors: SensorDirectory) {
    (self.proposals, self.request, self.sensors) = (proposals, request, sensors)
  }

  var html: HTML {
    let notice: HTML? = request["done"].map { done in
      "<p class=\"notice good\" role=\"status\">\(done == "approved" ? "Approved." : "Rejected.")</p>"
    }
    if proposals.all.isEmpty { return notice ?? .nothing }
    return """
      \(notice)
      <h2>Waiting for you</h2>
      \(proposals.all.map(form))
      """
  }

  private func form(_ proposal: OpenProposals.Proposal) -> HTML {
    let transition = proposal.transition
    let sentence = TransitionSentence(
      transition, by: nil, reason: nil, sensors: sensors
    ).cause
    let expires: HTML? = proposal.expires.map { "; it waits until \(Words.moment($0))" }
    let scope: HTML? = proposal.scope.map { " of \($0)" }
    return """
      <form method="post" action="\(Address("sensors", "proposals", proposal.id).text)">
      <fieldset><legend>\(transition.from) → \(transition.to)\(scope)</legend>
      <input type="hidden" name="form_token" value="\(request.formToken)">
      <p>Rule \(transition.rule) proposes \(transition.to)\(sentence)\(expires).</p>
      \(request.approves == nil ? Self.cannot : Self.inputs)
      </fieldset></form>
      """
  }

  private static let cannot: HTML = """
    <p class="muted">Nobody approves over this server: begin it with <code>tlm serve --approvals</code> \
    at a terminal, or use <code>tlm mode approve</code>.</p>
    """

  private static var inputs: HTML {
    """
    <div class="filter"><label>Approvals' token<input type="password" name="approval" required \
    autocomplete="off" size="30"></label>
    <label>Who<input name="by" value="\(OwnerName.name)" maxlength="200"></label>
    <label>Why<input name="note" maxlength="500" size="30"></label>
    <button name="answer" value="approve">Approve</button>
    <button name="answer" value="reject" class="plain">Reject</button></div>
    """
  }
}
