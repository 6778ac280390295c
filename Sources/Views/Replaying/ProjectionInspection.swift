package import Events
import Folding
package import Index
import Journal
import SystemCalls

/// What a look at the kept states of a store brings up, without folding anything.
package struct ProjectionInspection: Sendable, Equatable {
  /// One event at which a process died.
  package struct Death: Sendable, Equatable {
    /// The projection as a line of JSON: name, version, parameters.
    package let projection: String
    package let position: Position
  }

  /// States that are kept.
  package private(set) var checkpoints = 0
  /// Those of them whose bytes, or those of their rows, were changed, or that another tlm wrote.
  package private(set) var damaged = 0
  /// Processes that died while a projection handled an event.
  package private(set) var deaths: [Death] = []
  /// Why nothing could be looked at.
  package private(set) var failure: String?

  package init() {}

  /// Looks at the views of a log where there are any; makes none.
  ///
  /// - Parameter opensViews: false where they are damaged: opening would make them anew, and a look
  ///   changes nothing.
  package init(of session: LogSession, opensViews: Bool) {
    let log = session.log
    let dead = FoldDeaths(of: log, removesEmpty: false)
    deaths = dead.deaths.map { Death(projection: $0.projection.rawValue, position: $0.position) }
    let data = log.layout.views + "/data.mdb"
    guard opensViews, ((try? FileStatus.ofName(data)) ?? nil) != nil else { return }
    do {
      let kept = ViewsCheckpoints(in: try session.views().views)
      let stored = try kept.checkpoints()
      checkpoints = stored.count
      damaged = try stored.count { bytes in
        guard let checkpoint = Checkpoint(bytes) else { return true }
        return try !kept.isWhole(checkpoint)
      }
    } catch let error as ViewsError where error.code == .unavailable {
      // A store that is only read has its states elsewhere, or none.
    } catch { failure = "\(error)" }
  }
}
