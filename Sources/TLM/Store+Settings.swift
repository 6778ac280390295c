extension Store {
  /// What holds for this store: what is built in, the user's own file, the store's `config.yaml` and
  /// the environment, each over those before it.
  ///
  /// - Throws: `ConfigurationError` with every mistake; `JournalError` where a file cannot be read.
  public func settings() throws -> Settings {
    try Settings.load(user: userConfiguration, store: configuration, root: location.path)
  }

  /// When segments are sealed: as the settings say, else as the store's options do.
  ///
  /// - Throws: as `settings`.
  func rotationLimits() throws -> RotationLimits {
    let settings = try settings()
    var limits = RotationLimits(log.options)
    if settings.isSet("rotation.size") { limits.size = settings.rotation.size }
    if settings.isSet("rotation.every") { limits.age = settings.rotation.age }
    return limits
  }

  /// How often heads of the log are taken; nil for never.
  ///
  /// - Throws: as `settings`.
  func sealingInterval() throws -> Duration? { try settings().sealing }

  /// Options as the settings change them, but for what the program chose itself. What is wrong with a
  /// file is told by those who need it, and is no reason not to open a store.
  static func rotating(
    _ options: EventLog.Options, by settings: () throws -> Settings
  ) -> EventLog.Options {
    guard RotationLimits(options) == RotationLimits(EventLog.Options()),
      let limits = try? settings().rotation
    else { return options }
    var options = options
    options.segmentLimit = limits.size
    options.segmentAge = limits.age
    return options
  }
}
