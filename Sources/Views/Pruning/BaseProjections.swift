package import Events
import Folding
package import Journal

/// Which projections a prune kept the states of.
package enum BaseProjections {
  /// Those of the base in force, as a program has them, and the names of those that it has not.
  ///
  /// - Throws: `JournalError` where the base cannot be read.
  package static func all(
    of log: EventLog, in catalog: [any Projection.Type]
  ) throws(JournalError) -> (known: [any Projection], unknown: [String]) {
    var known: [any Projection] = []
    var unknown: [String] = []
    for entry in try BaseStates(of: log)?.entries ?? [] {
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
