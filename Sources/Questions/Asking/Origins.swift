extension Parameter {
  /// Whose events are looked at: what all questions take that are of the events of several stores.
  package static let origin = Parameter(
    "origin", .list,
    "Only events of these stores, where a relay pulled those of several: their ids, the beginnings of "
      + "those, or their machines.")
}
