/// When segments of the log are sealed: `rotation: {size: 128M, every: 1d}` of a `config.yaml`.
///
/// ```yaml
/// rotation:
///   size: 64M
///   every: 12h
/// ```
/// Either may be left out; `every: off` seals by size alone.
enum RotationSettings: Sendable {
  /// Smaller ones would be many files, larger ones are pruned too late.
  private static let sizes: ClosedRange<Int64> = 1 << 16...1 << 40
  private static let units: [(name: String, shift: Int64)] = [("K", 10), ("M", 20), ("G", 30)]

  /// The limits that a file sets, over those that hold without it.
  ///
  /// - Parameter file: how errors name it.
  /// - Throws: every mistake with its line, its column, and what was expected.
  static func limits(
    in root: Node, file: String, over usual: RotationLimits
  ) throws(ConfigurationError) -> RotationLimits {
    var limits = usual
    if root.isNull { return limits }
    var reader = ConfigurationReader(file: file)
    if let entries = reader.entries(root, "a configuration"),
      let node = entries.first(where: { $0.key == "rotation" })?.value, !node.isNull,
      let fields = reader.fields(node, "rotation", keys: ["size", "every"])
    {
      if let node = fields["size"], let size = size(node, &reader) { limits.size = size }
      if let node = fields["every"] { limits.age = age(node, &reader) }
    }
    try reader.finish()
    return limits
  }

  private static func age(_ node: Node, _ reader: inout ConfigurationReader) -> Duration? {
    switch node.content {
    case .flag(false), .text("off"): return nil
    default: return reader.wholeSeconds(node, "every").map { .seconds($0) }
    }
  }

  private static func size(_ node: Node, _ reader: inout ConfigurationReader) -> Int64? {
    let size: Int64? =
      switch node.content {
      case .integer(let integer): integer
      case .text(let text): bytes(text)
      default: nil
      }
    if let size, sizes.contains(size) { return size }
    return reader.mismatch(
      node, "a size such as 16M, 128M or 1G for size",
      "write a whole number and one of K M G, from 64K to 1024G")
  }

  private static func bytes(_ text: String) -> Int64? {
    for (name, shift) in units where text.hasSuffix(name) {
      guard let number = Int64(text.dropLast()), number >= 0 else { return nil }
      let (bytes, overflow) = number.multipliedReportingOverflow(by: 1 << shift)
      return overflow ? nil : bytes
    }
    return Int64(text)
  }
}

extension Store {
  /// When segments are sealed: as the store's `config.yaml` says, else as its options do.
  ///
  /// - Throws: `ConfigurationError` with every mistake; `JournalError` where the file cannot be read.
  func rotationLimits() throws -> RotationLimits {
    try RotationSettings.limits(
      in: configuration.root(), file: configuration.path, over: RotationLimits(log.options))
  }

  /// Options as a `config.yaml` changes them, but for what the program chose itself. What is wrong
  /// with the file is told by those who need it, and is no reason not to open a store.
  static func rotating(
    _ options: EventLog.Options, by configuration: ConfigurationFile
  ) -> EventLog.Options {
    let usual = RotationLimits(EventLog.Options())
    guard RotationLimits(options) == usual,
      let limits = try? RotationSettings.limits(
        in: configuration.root(), file: configuration.path, over: usual)
    else { return options }
    var options = options
    options.segmentLimit = limits.size
    options.segmentAge = limits.age
    return options
  }
}
