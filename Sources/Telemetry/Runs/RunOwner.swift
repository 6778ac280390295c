package import Events
import Journal

/// Whose runs a process tells of, as `AGENT_OWNER` says: a name that other telemetry of agents has for
/// it, too.
package enum RunOwner {
  package static let variable = "AGENT_OWNER"

  /// What a run tells of it; nothing where nobody is named.
  package static var members: [Member] { members(in: StoreLocation.variable) }

  package static func members(in environment: (String) -> String?) -> [Member] {
    guard let owner = environment(variable), !owner.isEmpty else { return [] }
    return [Member("agent_owner", .string(owner))]
  }
}
