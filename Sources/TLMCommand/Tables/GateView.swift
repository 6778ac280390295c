import Board
import Gate
import TLM

/// What a gate says, for people.
enum GateView {
  static func lines(of boards: GateBoards) -> [String] {
    boards.all.flatMap { store, board in
      switch board {
      case .success(let board): lines(of: board, store)
      case .failure(let absence):
        [SafeText.of("\(store.path): the board \(absence.words), so nothing is decided by it")]
      }
    }
  }

  private static func lines(of board: GateBoard, _ store: StoreLocation) -> [String] {
    let rules = board.rules
    var lines = [SafeText.of("\(store.path): the mode is \(rules.mode), \(rules.why)")]
    for (place, category) in rules.categories.enumerated() {
      let space = String(repeating: " ", count: max(1, 26 - category.count))
      lines.append(SafeText.of("  \(category)\(space)\(word(for: board.bits[place]))"))
    }
    if !rules.release.isEmpty { lines.append(SafeText.of("  \(rules.release)")) }
    return lines
  }

  static func line(of decision: GateDecision) -> String {
    let word = word(for: decision.verdict)
    return decision.reason.isEmpty ? word : "\(word): \(decision.reason)"
  }

  static func word(for verdict: GateVerdict) -> String {
    switch verdict {
    case .allow: "goes on"
    case .ask: "a person is asked"
    case .deny, .tooMany: "refused"
    }
  }
}
