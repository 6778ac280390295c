package import TLM

/// The names under which sensors are known.
package enum SensorNames {
  /// Refuses a name that no sensor has, and says which it may have been.
  package static func check(_ name: String, _ sensors: SensorTable) throws(QuestionError) {
    if sensors.definition(of: name) != nil { return }
    let near = near(name, sensors)
    let hint =
      near.isEmpty
      ? "tlm sensors list --all names them all"
      : "did you mean \(near.joined(separator: " or "))?"
    throw .parameter("there is no sensor \(name); \(hint)")
  }

  /// A few that are spelled nearly so, or that have the name in theirs.
  private static func near(_ name: String, _ sensors: SensorTable) -> [String] {
    let all = sensors.definitions.map(\.id) + SensorCatalog.aliases.map(\.alias)
    if let nearest = Nearest.name(to: name, in: all) { return [nearest] }
    guard name.utf8.count >= 3 else { return [] }
    return Array(all.filter { $0.contains(name.lowercased()) }.prefix(3))
  }
}
