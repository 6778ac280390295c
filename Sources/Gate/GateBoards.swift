package import Board
package import Journal

/// The boards that a gate goes by, for whoever looks at them.
package struct GateBoards: Sendable {
  /// The nearest store first.
  package let all: [(store: StoreLocation, board: Result<GateBoard, GateBoard.Absence>)]

  /// Of these stores.
  package init(
    _ all: [(store: StoreLocation, board: Result<GateBoard, GateBoard.Absence>)]
  ) { self.all = all }

  /// - Parameter option: the store that somebody named.
  package init(option: String?) {
    let stores = GateStores(option: option)
    all = ([stores.nearest] + (stores.guardian.map { [$0] } ?? [])).map {
      ($0, GateStores.board(of: $0, now: .current))
    }
  }

  /// Whether a call may be refused by one.
  package var saysAnything: Bool {
    all.contains { if case .success = $0.board { true } else { false } }
  }
}
