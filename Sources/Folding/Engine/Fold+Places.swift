package import Events

extension Fold {
  /// The state of the projection that was added as the one at this place; nil where that is of
  /// another type.
  package func state<P: Projection>(at place: Int, of projection: P.Type) -> P.State? {
    guard core.registrations.indices.contains(place) else { return nil }
    return (core.registrations[place] as? Registered<P>)?.current
  }
}
