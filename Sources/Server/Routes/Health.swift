import Events
package import TLM

/// Whether the server is there and can read its store.
enum Health {
  static let routes = [
    Route(
      "GET", "/health", .look, "Whether the server is there and its store can be read."
    ) { request, desk in
      var members: [Member] = []
      var status = 200
      do throws(JournalError) {
        let bounds = try desk.store.log.presentBounds()
        // Whoever may not read is told nothing of the store but that it is there.
        members = [Member("status", "ok"), Member("end", .integer(bounds.upperBound.rawValue))]
        if !desk.state.figures.isReady {
          (members[0], status) = (Member("status", "starting"), 503)
        }
      } catch {
        members = [Member("status", "failed"), Member("message", .string(error.message))]
        status = 503
      }
      if desk.settings.mistake != nil {
        members.append(Member("settings", "wrong; tlm config check says where"))
      }
      return Response(json: .object(members), status: status)
    }
  ]
}

extension Desk {
  /// Whoever asks a store that is gone is not told that there is nothing in it.
  ///
  /// - Throws: `noStore` where there is none any more.
  package func checkStore() throws(JournalError) { _ = try store.log.presentBounds() }
}

extension EventLog {
  /// Where the log begins and ends; a log that is gone has neither.
  ///
  /// - Throws: `noStore` where there is none any more.
  func presentBounds() throws(JournalError) -> Range<Position> {
    guard try readIdentity() != nil else {
      throw JournalError(.noStore, "there is no store at \(layout.root) any more")
    }
    return try bounds()
  }
}
