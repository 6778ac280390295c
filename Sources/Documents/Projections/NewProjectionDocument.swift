package import TLM

/// Which package was made: what `tlm projection new --json` prints.
package struct NewProjectionDocument: Document {
  private let package: String
  private let projection: String
  private let type: String
  private let sources: String

  /// - Parameters:
  ///   - package: the folder that was made.
  ///   - type: what the projection is called in Swift.
  ///   - sources: where the package takes tlm from.
  package init(package: String, projection: String, type: String, sources: String) {
    self.package = package
    self.projection = projection
    self.type = type
    self.sources = sources
  }

  package var json: Value {
    [
      "package": .string(package), "projection": .string(projection), "type": .string(type),
      "sources": .string(sources),
    ]
  }
}
