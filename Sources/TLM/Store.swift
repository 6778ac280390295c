import SystemCalls

/// A store on disk with everything that belongs to it.
///
/// ```swift
/// let store = try Store.open(at: .resolve(option: nil))
/// try store.log.append(NewEvent("build_finished", at: nil, fields: [Member("result", "pass")]))
/// let replay = try store.replay([PhaseTiming.self]).first
/// ```
public struct Store: Sendable {
  /// Where the store is, and why there.
  public let location: StoreLocation
  /// The append-only log: the one source of truth.
  public let log: EventLog
  /// The projections and sensors of the program that has it open.
  public let catalog: Store.Catalog
  /// What is kept open of the log besides: its views and its index. All verbs share it.
  let session: LogSession
  /// What the store's `config.yaml` says.
  let configuration: ConfigurationFile
  /// What the user's own says.
  let userConfiguration: ConfigurationFile
  /// Whose events are looked at, where a relay pulled those of other stores, too; none: all.
  var origins: [String] = []

  private init(
    _ location: StoreLocation, _ log: EventLog, _ catalog: Store.Catalog,
    _ configuration: ConfigurationFile
  ) {
    self.location = location
    self.log = log
    self.catalog = catalog
    self.configuration = configuration
    userConfiguration = ConfigurationFile(Settings.userFile)
    session = LogSession(log)
  }

  /// The store of this process, as `StoreLocation.resolve` finds it, with projections and sensors
  /// of the program's own.
  ///
  /// ```swift
  /// let store = try Store(projections: [BuildTimes.self])
  /// ```
  ///
  /// - Throws: as `open`.
  public init(
    projections: [any Projection.Type] = [], sensors: [Sensor] = []
  ) throws(JournalError) {
    self = try Store.open(
      at: .resolve(option: nil),
      catalog: Store.Catalog(projections: projections, sensors: sensors))
  }

  /// The store at a location.
  ///
  /// - Parameters:
  ///   - location: where it is.
  ///   - options: how its log is written.
  ///   - catalog: the projections and sensors of the program.
  /// - Throws: `JournalError.Code.noStore` where there is none.
  public static func open(
    at location: StoreLocation, options: EventLog.Options = EventLog.Options(),
    catalog: Store.Catalog = Store.Catalog()
  ) throws(JournalError) -> Store {
    let configuration = ConfigurationFile(at: location)
    let options = configured(options, by: configuration, at: location)
    return Store(
      location, try EventLog.open(location.path, options: options), catalog, configuration)
  }

  /// The store at a location, made where there is none.
  ///
  /// - Parameters: as `open`.
  /// - Throws: `readOnly` or `system` where it cannot be made, `newerFormat`, `busy`.
  public static func create(
    at location: StoreLocation, options: EventLog.Options = EventLog.Options(),
    catalog: Store.Catalog = Store.Catalog()
  ) throws(JournalError) -> Store {
    let configuration = ConfigurationFile(at: location)
    let options = configured(options, by: configuration, at: location)
    return Store(
      location, try EventLog.create(location.path, options: options), catalog, configuration)
  }

  /// Sensors in Swift, which stand beside those of the catalogue and of `config.yaml` wherever
  /// this store's sensors are read.
  public var sensors: [Sensor] { catalog.sensors }

  /// The options, with what the store's `config.yaml` says of the log. What is wrong with that file
  /// is told by those who need it, and is no reason not to open a store.
  private static func configured(
    _ options: EventLog.Options, by configuration: ConfigurationFile, at location: StoreLocation
  ) -> EventLog.Options {
    var options = rotating(options) {
      try Settings.load(
        user: ConfigurationFile(Settings.userFile), store: configuration, root: location.path)
    }
    guard options.indexedFields == nil else { return options }
    options.indexedFields = try? configuration.indexedFields()
    return options
  }

  /// The same store, of which only events of some stores are seen: this one's own, or such as a relay
  /// pulled.
  ///
  /// - Parameter origins: ids, beginnings of those, or machines; none: all.
  /// - Throws: `noOrigin` where a name means no store.
  package func only(of origins: [String]) throws(JournalError) -> Store {
    if !origins.isEmpty { _ = try log.choice(ofOrigins: origins) }
    var store = self
    store.origins = origins
    return store
  }

  /// Whether only events of some stores are seen.
  package var isPart: Bool { !origins.isEmpty }

  /// The ids of those, whatever they were named by.
  ///
  /// - Throws: `noOrigin` where a name means no store.
  package func originIDs() throws(JournalError) -> [String] {
    try log.choice(ofOrigins: origins).ids.sorted()
  }

  /// What is asked, of the stores that are looked at.
  func seen(_ query: Query) -> Query {
    guard !origins.isEmpty, query.filter.origins.isEmpty else { return query }
    var query = query
    query.filter.origins = origins
    return query
  }

  /// The same for whoever holds events against a filter on his own.
  package func bound(_ filter: Filter) throws(JournalError) -> Filter {
    var filter = filter
    if filter.origins.isEmpty { filter.origins = origins }
    return try filter.bound(to: log)
  }

  private static let fewFiles = 8

  /// Moves what waits in sources into the log; false where that cannot be done now, so that a
  /// reader reads it after the log.
  public func drainBeforeReading(timeout: Duration = .milliseconds(500)) -> Bool {
    // The lock and a segment stay open after it; where files are few, reading needs them more.
    guard !log.hasWaitingSources || ProcessLimit.hasRoom(forFiles: Self.fewFiles) else {
      return false
    }
    do throws(JournalError) {
      return try log.drain(timeout: timeout).failures.isEmpty
    } catch {
      // A read-only store, a full disk or a busy lock: reading goes on without.
      return false
    }
  }
}
