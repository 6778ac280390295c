extension SensorCatalog {
  /// The event by which a relay says how far it is behind.
  package static let relaySnapshot = "relay_snapshot"

  /// The sensors that a store has beside those that ship, where a relay pulls into it or pushes it.
  package static let relay: [SensorDefinition] = [
    .gauge("relay_origins", "stores", relaySnapshot, "origins"),
    .gauge("relay_waiting_origins", "stores", relaySnapshot, "waiting"),
    .gauge("relay_behind_events", "events", relaySnapshot, "behind_events"),
    .gauge("relay_behind_bytes", "bytes", relaySnapshot, "behind_bytes"),
    .gauge("relay_behind_s", "s", relaySnapshot, "behind_s"),
    .gauge("relay_unverified_bytes", "bytes", relaySnapshot, "unverified_bytes"),
    .counter("relay_gaps", "gaps", "tlm.relay_gap"),
  ]
}
