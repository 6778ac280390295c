package import Board
package import Events
package import Journal
import Configuration
import SystemCalls

/// The stores whose boards a gate reads: the nearest one, and the user's own beside it.
///
/// Variables of tlm's are not asked: an agent could set them. The project is looked for from where the
/// host says that it is, else from the working folder.
package struct GateStores: Sendable {
  /// Where refusals are written.
  package let nearest: StoreLocation
  /// The user's own; nil where it is the nearest, or there is none.
  package let guardian: StoreLocation?

  package init(
    option: String?, environment: (String) -> String? = OwnProcess.variable,
    workingFolder: String = OwnProcess.workingFolder
  ) {
    func variable(_ name: String) -> String? { name.hasPrefix("TLM_") ? nil : environment(name) }
    let project = environment("CLAUDE_PROJECT_DIR").flatMap { $0.hasPrefix("/") ? $0 : nil }
    nearest = StoreLocation.resolve(
      option: option, environment: variable, workingDirectory: project ?? workingFolder)
    let own = StoreLocation.resolve(option: nil, environment: variable, workingDirectory: "/")
    let isThere = own.path != nearest.path && Folder.permits(.read, at: own.path + "/board")
    guardian = isThere ? own : nil
  }

  /// What the board of a store says.
  package static func board(
    of store: StoreLocation, now: Timestamp
  ) -> Result<GateBoard, GateBoard.Absence> {
    Result { () throws(GateBoard.Absence) in
      try GateBoard(
        path: store.path + "/board", of: Settings.storeID(at: store), now: now)
    }
  }
}
