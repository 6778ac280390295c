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

  init(location: StoreLocation, log: EventLog, catalog: Store.Catalog) {
    self.location = location
    self.log = log
    self.catalog = catalog
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
    Store(
      location: location,
      log: try EventLog.open(location.path, options: configured(options, at: location.path)),
      catalog: catalog)
  }

  /// The store at a location, made where there is none.
  ///
  /// - Parameters: as `open`.
  /// - Throws: `readOnly` or `system` where it cannot be made, `newerFormat`, `busy`.
  public static func create(
    at location: StoreLocation, options: EventLog.Options = EventLog.Options(),
    catalog: Store.Catalog = Store.Catalog()
  ) throws(JournalError) -> Store {
    Store(
      location: location,
      log: try EventLog.create(location.path, options: configured(options, at: location.path)),
      catalog: catalog)
  }

  /// Sensors in Swift, which stand beside those of the catalogue and of `config.yaml` wherever
  /// this store's sensors are read.
  public var sensors: [Sensor] { catalog.sensors }

  /// The options, with what the store's `config.yaml` says of the log. What is wrong with that file
  /// is told by those who need it, and is no reason not to open a store.
  private static func configured(_ options: EventLog.Options, at root: String) -> EventLog.Options {
    guard options.indexedFields == nil else { return options }
    var options = options
    options.indexedFields = try? indexedFields(StoreLayout(root: root))
    return options
  }

  /// Moves what waits in sources into the log; false where that cannot be done now, so that a
  /// reader reads it after the log.
  public func drainBeforeReading(timeout: Duration = .milliseconds(500)) -> Bool {
    do throws(JournalError) {
      return try log.drain(timeout: timeout).failures.isEmpty
    } catch {
      // A read-only store, a full disk or a busy lock: reading goes on without.
      return false
    }
  }
}
