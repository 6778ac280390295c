package import TLM

/// Projections by their names, with parameters as people set them.
package enum NamedProjection {
  /// The names that there are, in a sentence.
  package static func names(in catalog: Store.Catalog) -> String {
    catalog.projections.map { $0.name }.sorted().joined(separator: ", ")
  }

  /// - Throws: `notFound` where there is none of that name.
  package static func type(
    _ name: String, in catalog: Store.Catalog
  ) throws(QuestionError) -> any Projection.Type {
    if let type = catalog.projection(named: name) { return type }
    throw .notFound("there is no projection \(name); there are \(names(in: catalog))")
  }

  /// The projection of a name with its parameters.
  ///
  /// - Parameter settings: as `key=value` each.
  /// - Throws: `notFound` where there is none of that name, `parameter` where it takes no such setting.
  package static func configured(
    _ name: String, _ settings: [String], in catalog: Store.Catalog
  ) throws(QuestionError) -> any Projection {
    let type = try type(name, in: catalog)
    var read: [Fold.ParameterSetting] = []
    for text in settings {
      guard var setting = Fold.ParameterSetting(argument: text) else {
        throw .parameter("set takes key=value, not \(text)")
      }
      if let other = setting.projection, other != name { setting.name = "\(other).\(setting.name)" }
      setting.projection = name
      read.append(setting)
    }
    do throws(FoldError) { return try configured(type, read) } catch {
      throw .parameter(error.message)
    }
  }

  private static func configured<P: Projection>(
    _ type: P.Type, _ settings: [Fold.ParameterSetting]
  ) throws(FoldError) -> any Projection { try P.configured(by: settings) }
}
