extension Store {
  /// The projections and sensors of a program: those that come with tlm, and the program's own.
  ///
  /// ```swift
  /// let catalog = Store.Catalog(projections: [BuildTimes.self])
  /// print(catalog.projections.map { $0.name })
  /// ```
  public struct Catalog: Sendable {
    /// Every projection, the built-in ones first.
    public let projections: [any Projection.Type]
    /// Sensors in Swift, which stand beside those of the catalogue and of `config.yaml`.
    public let sensors: [Sensor]

    /// - Parameters:
    ///   - projections: the program's own, beside the built-in ones.
    ///   - sensors: the program's own.
    public init(projections: [any Projection.Type] = [], sensors: [Sensor] = []) {
      self.projections = builtInProjections + projections
      self.sensors = sensors
    }

    /// The projection of a name; nil where there is none.
    public func projection(named name: String) -> (any Projection.Type)? {
      projections.first { $0.name == name }
    }
  }
}
