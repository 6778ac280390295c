import Board
package import Gate
package import Hooks
package import TLM

/// Where a gate is named, and what its boards say.
package struct GateStatusDocument: Document {
  private let hooks: [HookStatus]
  private let boards: GateBoards

  package init(hooks: [HookStatus], boards: GateBoards) {
    (self.hooks, self.boards) = (hooks, boards)
  }

  package var json: Value {
    [
      "settings": .array(hooks.map { HookStatusDocument($0).json }),
      "boards": .array(boards.all.map { Self.json($0.store, $0.board) }),
    ]
  }

  private static func json(
    _ store: StoreLocation, _ board: Result<GateBoard, GateBoard.Absence>
  ) -> Value {
    let path = Value.string(store.path)
    switch board {
    case .failure(let absence): return ["store": path, "absent": .string("\(absence)")]
    case .success(let board):
      let verdicts = board.rules.categories.enumerated().map { place, category in
        Member(category, .string(word(for: board.bits[place])))
      }
      return [
        "store": path, "absent": .null, "mode": .string(board.rules.mode),
        "why": .string(board.rules.why), "release": .string(board.rules.release),
        "published": .string(board.published.description), "categories": .object(verdicts),
      ]
    }
  }

  static func word(for verdict: GateVerdict) -> String {
    switch verdict {
    case .allow: "allow"
    case .ask: "ask"
    case .deny: "deny"
    case .tooMany: "rate"
    }
  }
}
