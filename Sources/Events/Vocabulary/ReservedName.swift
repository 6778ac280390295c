/// The names that only tlm itself gives to events: what they say counts where tlm appended them, and
/// nowhere else.
package enum ReservedName: Sendable {
  /// What they begin with.
  package static let prefixes = [LogEventName.prefix, "mode_", "control_"]

  package static func isReserved(_ name: String) -> Bool {
    prefixes.contains { name.utf8.starts(with: $0.utf8) }
  }
}
