import ArgumentParser
import TLM

/// Which rules a command goes by.
struct PolicyOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "A rule file with the modes, instead of those that ship.", valueName: "file"))
  var rules: String?

  /// The policy, whose conditions may name the store's own sensors.
  ///
  /// - Throws: `ConfigurationError` with every mistake, and where the file cannot be read.
  func policy(of store: Store) throws -> Policy {
    guard let rules else { return .standard }
    return try RuleFile.policy(rules, SensorTable(store.sensorMetrics()))
  }
}

/// Reads rule files.
enum RuleFile {
  static func policy(_ path: String, _ sensors: SensorTable) throws -> Policy {
    let bytes = try FileCheck.contents(of: path)
    return try Policy(
      yaml: bytes, file: path, sensors: SensorDirectory(of: sensors.definitions))
  }
}
