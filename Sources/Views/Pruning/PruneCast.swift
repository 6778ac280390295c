import Events
import Folding
import Journal
import Lines

/// Which projections have something to lose by a prune, and what becomes of each.
struct PruneCast {
  /// Those whose states at the cut are kept.
  private(set) var kept: [any Projection] = []
  private(set) var fates: [PruneReport.Projection] = []
  private var seen: Set<ProjectionIdentity> = []

  /// - Parameters:
  ///   - catalog: every projection of this program.
  ///   - others: some with parameters that the store uses.
  ///   - stored: those of which something is kept: in the views, and at an earlier cut.
  ///   - drops: names of those that may lose their history.
  init(
    catalog: [any Projection.Type], others: [any Projection], stored: [ProjectionIdentity],
    drops: Set<String>
  ) throws {
    for type in catalog {
      try addUsual(type.init(), isStored: stored.contains(Self.identity(of: type.init())), drops)
    }
    for projection in others { try add(projection, drops) }
    for identity in stored where !seen.contains(identity) {
      let type = catalog.first { $0.name == identity.name }
      if let projection = type.flatMap({ Replayer.projection(of: $0, identity) }) {
        try add(projection, drops)
      } else {
        addUnknown(identity, type, drops)
      }
    }
  }

  private mutating func addUsual(
    _ projection: some Projection, isStored: Bool, _ drops: Set<String>
  ) throws {
    // Rows may be many: those of projections that nobody has asked for are not made for their sake.
    let isKeyed = CatchUp.registration(of: projection) is any KeyedRegistration
    guard isStored || !isKeyed else {
      let identity = try ProjectionIdentity(of: projection)
      seen.insert(identity)
      return note(identity, drops.contains(identity.name) ? .dropped : .begins)
    }
    try add(projection, drops)
  }

  private mutating func add(_ projection: some Projection, _ drops: Set<String>) throws {
    let identity = try ProjectionIdentity(of: projection)
    guard seen.insert(identity).inserted else { return }
    let isDropped = drops.contains(identity.name)
    if !isDropped { kept.append(projection) }
    note(identity, isDropped ? .dropped : .kept)
  }

  private mutating func addUnknown(
    _ identity: ProjectionIdentity, _ type: (any Projection.Type)?, _ drops: Set<String>
  ) {
    seen.insert(identity)
    if drops.contains(identity.name) { return note(identity, .dropped) }
    let isOlder = type.map {
      $0.version != identity.version || identity.rules != LineRules.version
    }
    note(identity, isOlder == true ? .superseded : .unknown)
  }

  private mutating func note(_ identity: ProjectionIdentity, _ fate: PruneReport.Fate) {
    fates.append(
      PruneReport.Projection(
        name: identity.name, version: identity.version, parameters: identity.parametersValue,
        fate: fate))
  }

  private static func identity(of projection: some Projection) throws -> ProjectionIdentity {
    try ProjectionIdentity(of: projection)
  }
}
