package import Board
package import Events
import Journal

/// What becomes of a call, by what boards say of it.
package struct GateJudgement: Sendable {
  /// What is done where no board says anything.
  package let isClosed: Bool
  /// Of the nearest store.
  package let nearest: Result<GateBoard, GateBoard.Absence>
  /// Of the user's own store; nil where there is no board beside the nearest one.
  package let guardian: Result<GateBoard, GateBoard.Absence>?

  package init(
    _ stores: GateStores, isClosed: Bool, now: Timestamp = .current
  ) {
    self.isClosed = isClosed
    nearest = GateStores.board(of: stores.nearest, now: now)
    guardian = stores.guardian.map { GateStores.board(of: $0, now: now) }
  }

  /// Of boards that were read.
  package init(
    isClosed: Bool, nearest: Result<GateBoard, GateBoard.Absence>,
    guardian: Result<GateBoard, GateBoard.Absence>?
  ) { (self.isClosed, self.nearest, self.guardian) = (isClosed, nearest, guardian) }

  /// What is said of a call; the strictest of all counts.
  package func decision(on call: GateCall) -> GateDecision {
    if let problem = SelfRelease.problem(with: call) {
      return GateDecision(
        .deny, .release, category: nil, mode: mode,
        reason: "tlm: the call \(problem), which a person does at a terminal of their own")
    }
    let decision = decision(on: call, by: nearest)
    guard let guardian else { return decision }
    return decision.stricter(self.decision(on: call, by: guardian))
  }

  /// What is said where the host told nothing that could be read.
  package var decisionOnNothing: GateDecision {
    if !isClosed { return .allowed }
    return GateDecision(
      .deny, .input, category: nil, mode: mode,
      reason: "tlm: what the host told of the call cannot be read, and the gate is closed then")
  }

  private var mode: String? { (try? nearest.get())?.rules.mode }

  private func decision(
    on call: GateCall, by board: Result<GateBoard, GateBoard.Absence>
  ) -> GateDecision {
    switch board {
    case .success(let board): GateDecision(of: call, by: board)
    case .failure(let absence):
      !isClosed
        ? .allowed
        : GateDecision(
          .deny, .board, category: nil, mode: nil,
          reason: "tlm: the board \(absence.words), and the gate is closed then; start tlm watch")
    }
  }
}
