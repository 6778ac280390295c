import SystemCalls
/// What a watcher goes by, as the files say it: the sensors of `config.yaml`, when segments are
/// sealed, and the rules.
struct WatchSettings: Sendable {
  let metrics: SensorMetrics
  let rotation: RotationLimits
  let retention: Retention
  /// How often a head of the log is written into it; nil for never.
  let sealing: Duration?
  /// Nil where nothing is decided.
  let rules: Rules?
  /// The policy whose modes are shown.
  let modes: Policy
  /// What agents may call; nil where nothing is gated.
  let gate: GatePlan?
  /// What is left out of a file of tools.
  let remarks: [String]

  /// Reads the files.
  ///
  /// - Throws: `ConfigurationError`, `JournalError`.
  init(of store: Store, _ control: Watcher.Control) throws {
    metrics = try store.sensorMetrics()
    rotation = try store.rotationLimits()
    retention = Retention(try store.settings())
    sealing = try store.sealingInterval()
    switch control {
    case .off: rules = nil
    case .found: rules = try store.rules()
    case .named(let path): rules = try store.rules(named: path)
    }
    // Where nothing is decided the modes are those that everybody else finds, if they can be read.
    modes = rules?.policy ?? (try? store.rules().policy) ?? .standard
    let tools = try store.isGated ? GateToolFiles(of: store) : nil
    gate = tools.map { [modes] in GatePlan($0.tools, under: modes) }
    remarks = tools?.remarks ?? []
  }

  /// The mode under these rules.
  var modeState: ModeState { ModeState(under: modes) }

  /// What is said of the mode in force to whoever gates; nil where nobody does.
  func gateRules(in course: ModeRecord) -> GateRules? {
    gate?.rules(in: course, sensors: SensorDirectory(of: metrics.definitions))
  }

  /// Whether a watcher goes by both in the same way.
  func means(_ other: WatchSettings) -> Bool {
    metrics.sensors == other.metrics.sensors && metrics.prices == other.metrics.prices
      && rules == other.rules && rotation == other.rotation
      && retention == other.retention
      && sealing == other.sealing && gate == other.gate
  }
}

/// Notices that the files of a watcher's settings have changed.
///
/// A change is looked at once the files have stood still from one look to the next, so that a file
/// that is being written, or replaced by way of removing it, is not taken for the new one.
struct SettingsWatch {
  private let store: Store
  private let control: Watcher.Control
  private let paths: [String]
  private(set) var settings: WatchSettings
  /// The files of these settings, those of the last look, and those that were read last.
  private var taken: [Mark?]
  private var seen: [Mark?]
  /// Why changed files are not used; nil where there is nothing wrong with them.
  private(set) var mistake: String?

  /// What tells one file from another, or from what it was before.
  private struct Mark: Equatable {
    let device, inode: UInt64
    let size: Int64
    let modified_ns: Int64?
    let owner: UInt32
  }

  /// - Throws: as `WatchSettings`.
  init(of store: Store, _ control: Watcher.Control) throws {
    self.store = store
    self.control = control
    let rules =
      switch control {
      case .off: [String]()
      case .found: RuleFile.places(of: store).compactMap(\.path)
      case .named(let path): [path]
      }
    let tools = GateToolFiles.paths(of: store)
    paths =
      [store.log.layout.configuration, Settings.userFile, PriceTable.userFile] + rules + tools
    // What changes from here on is read again.
    taken = Self.marks(paths)
    seen = taken
    settings = try WatchSettings(of: store, control)
  }

  /// Looks at the files; called each second.
  ///
  /// - Returns: whether there are new settings.
  mutating func look() -> Bool {
    let marks = Self.marks(paths)
    if marks == taken { return false }
    guard marks == seen else {
      seen = marks
      return false
    }
    taken = marks
    do {
      let settings = try WatchSettings(of: store, control)
      mistake = nil
      if settings.means(self.settings) { return false }
      self.settings = settings
      return true
    } catch {
      mistake = Self.sentence(error)
      return false
    }
  }

  private static func sentence(_ error: any Error) -> String {
    let mistakes = (error as? ConfigurationError)?.mistakes ?? []
    let first = mistakes.first?.description ?? "\(error)"
    let more = mistakes.count > 1 ? " (and \(mistakes.count - 1) more)" : ""
    return "what was read before stays in force: \(first)\(more)"
  }

  private static func marks(_ paths: [String]) -> [Mark?] {
    paths.map { path in
      // A file that cannot be looked at is as good as none: reading it says why.
      guard let status = (try? FileStatus.of(path)) ?? nil else { return nil }
      return Mark(
        device: status.device, inode: status.inode, size: status.size,
        modified_ns: status.modified_ns, owner: status.owner)
    }
  }
}
