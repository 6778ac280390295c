package import Configuration
package import Sensors

/// The sensors of a `config.yaml`: a user's own, and shipped ones that read other events.
///
/// ```yaml
/// sensors:
///   build_failures_10m: {kind: counter, event: build_finished, where: {result: failure}, window: 10m}
///   queue_depth:        {kind: gauge, event: queue_sampled, field: depth, unit: jobs, stale_after: 15s}
///   builds_that_fail:   {kind: rate, event: build_failed, over: [build_failed, build_finished]}
///   builds_a_minute:    {kind: rate, event: build_finished, over: 1m}
/// ```
package enum SensorSettings: Sendable {
  /// The sensors under `sensors:`; none where there is no such key. Other keys are others' business.
  ///
  /// - Parameters:
  ///   - bytes: the whole file.
  ///   - file: how errors name it.
  /// - Throws: every mistake with its line, its column, and what was expected.
  package static func sensors(
    in bytes: [UInt8], file: String
  ) throws(ConfigurationError) -> [SensorDefinition] {
    try sensors(in: YAMLReader.read(bytes, file: file), file: file)
  }

  /// The sensors of a file that was read.
  package static func sensors(
    in root: Node, file: String
  ) throws(ConfigurationError) -> [SensorDefinition] {
    if root.isNull { return [] }
    var reader = ConfigurationReader(file: file)
    var sensors: [SensorDefinition] = []
    if let entries = reader.entries(root, "a configuration"),
      let node = entries.first(where: { $0.key == "sensors" })?.value, !node.isNull
    {
      sensors = self.sensors(node, &reader)
    }
    try reader.finish()
    return sensors
  }

  /// The sensors of a mapping from ids to what they read; mistakes are noted.
  package static func sensors(
    _ node: Node, _ reader: inout ConfigurationReader
  ) -> [SensorDefinition] {
    var sensors: [SensorDefinition] = []
    var lines: [String: Int] = [:]
    for entry in reader.entries(node, "sensors") ?? [] {
      guard SensorDefinition.isID(entry.key) else {
        reader.note(
          "expected an id of 1 to \(SensorDefinition.idLimit) letters, digits, _ . and -, found"
            + " \(Node.quoted(entry.key)); rename the sensor", at: entry.keyPlace)
        continue
      }
      let id = SensorCatalog.id(of: entry.key)
      if let line = lines[id] {
        reader.note(
          "expected each sensor once, found \(entry.key) here and by its other name in line"
            + " \(line); remove one", at: entry.keyPlace)
      }
      lines[id] = entry.keyPlace.line
      var draft = SensorDraft(id: id, name: entry.key)
      if let sensor = draft.sensor(entry.value, &reader) { sensors.append(sensor) }
    }
    return sensors
  }
}
