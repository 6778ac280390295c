package import Events
import Folding
package import Journal

/// Which projections a prune kept the states of.
package enum BaseProjections {
  /// Those of a base, as a program has them, and the names of those that it has not.
  ///
  /// - Throws: `JournalError` where the base cannot be read; there are none where it is not there.
  package static func all(
    at cut: Position, of log: EventLog, in catalog: [any Projection.Type]
  ) throws(JournalError) -> (known: [any Projection], unknown: [String]) {
    var known: [any Projection] = []
    var unknown: [String] = []
    let base = try LogBase.open(at: cut, of: log.layout)
    for entry in base.map({ BaseStates($0).entries }) ?? [] {
      let type = catalog.first { $0.name == entry.identity.name }
      if let projection = type.flatMap({ Replayer.projection(of: $0, entry.identity) }) {
        known.append(projection)
      } else {
        unknown.append(entry.identity.name)
      }
    }
    return (known, unknown)
  }
}
