import ArgumentParser
import TLM

/// Which projections a command works on, and with which parameters.
struct ProjectionOptions: ParsableArguments {
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "A projection: \(ProjectionCatalog.names). Repeatable.", valueName: "name"),
    completion: Completions.projections)
  var projection: [String] = []

  @OptionGroup var parameters: ParameterOptions

  func validate() throws {
    if projection.isEmpty {
      throw ValidationError(
        "name a projection with --projection; there are \(ProjectionCatalog.names)")
    }
    try ProjectionCatalog.check(projection)
    _ = try configured()
  }

  /// The projections with their parameters, in the order in which they were named.
  func configured() throws -> [any Projection] {
    try ProjectionCatalog.configured(projection, parameters.settings)
  }
}

/// The projections of this program by their names.
enum ProjectionCatalog {
  static var names: String {
    TLMCommand.catalog.projections.map { $0.name }.sorted().joined(separator: ", ")
  }

  static func type(named name: String) -> (any Projection.Type)? {
    TLMCommand.catalog.projection(named: name)
  }

  /// Refuses names of projections that there are none of.
  static func check(_ projections: [String]) throws {
    for name in projections where type(named: name) == nil {
      throw ValidationError("there is no projection \(name); there are \(names)")
    }
    if let twice = projections.first(where: { name in projections.count { $0 == name } > 1 }) {
      throw ValidationError("\(twice) is named twice")
    }
  }

  /// The projections of these names with their parameters.
  static func configured(_ projections: [String], _ arguments: [String]) throws
    -> [any Projection]
  {
    let settings = try arguments.map { argument in
      guard let setting = Fold.ParameterSetting(argument: argument) else {
        throw ValidationError("--set takes key=value, not \(argument)")
      }
      return try addressed(setting, to: projections)
    }
    return try projections.compactMap(type).map { type in
      do throws(FoldError) {
        return try configured(type, settings.filter { $0.projection == type.name })
      } catch { throw ValidationError(error.message) }
    }
  }

  /// The setting with the projection that it is for.
  private static func addressed(_ setting: Fold.ParameterSetting, to projections: [String]) throws
    -> Fold.ParameterSetting
  {
    var setting = setting
    if let name = setting.projection, projections.contains(name) { return setting }
    guard projections.count == 1 else {
      throw ValidationError(
        setting.projection.map { "--set \($0).\(setting.name) is for none of the projections" }
          ?? "with several projections, say whose \(setting.name): --set name.\(setting.name)=…")
    }
    // A name with a dot may be the only projection's own.
    if let name = setting.projection { setting.name = "\(name).\(setting.name)" }
    setting.projection = projections[0]
    return setting
  }

  private static func configured<P: Projection>(
    _ type: P.Type, _ settings: [Fold.ParameterSetting]
  ) throws(FoldError) -> any Projection {
    try P.configured(by: settings)
  }
}
