package import Events
import Lines

/// What must be the same for two folds to give the same state of the same log: the projection's
/// name, its version and parameters, and the rules by which lines are read.
package struct ProjectionIdentity: Sendable, Hashable, Codable {
  package let name: String
  package let version: Int
  /// The canonical encoding of the parameters.
  package let parameters: [UInt8]
  /// The number of the line rules.
  package let rules: Int

  package init(name: String, version: Int, parameters: [UInt8], rules: Int = LineRules.version) {
    self.name = name
    self.version = version
    self.parameters = parameters
    self.rules = rules
  }

  /// The identity of a projection with its parameters.
  ///
  /// - Throws: `notEncodable` where its parameters cannot be encoded.
  package init<P: Projection>(of projection: P) throws(FoldError) {
    do {
      self.init(
        name: P.name, version: P.version, parameters: try StateEncoder().encode(projection))
    } catch {
      throw FoldError(
        .notEncodable, "the parameters of \(P.name) cannot be encoded", cause: error)
    }
  }

  /// The parameters as an object; null where the bytes are none of ours.
  package var parametersValue: Value {
    (try? Value(canonicalState: parameters)) ?? .null
  }

  /// One line of JSON that tells this projection from every other, without the line rules.
  ///
  /// A skip in the log and a mark in a file name a projection by it.
  package struct Text: RawRepresentable, Sendable, Hashable {
    package let rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }

    package init(name: String, version: Int64, parameters: Value) {
      rawValue = JSONWriter.text(of: [
        "projection": .string(name), "version": .integer(version), "parameters": parameters,
      ])
    }
  }

  package var identifier: Text {
    Text(name: name, version: Int64(version), parameters: parametersValue)
  }

  package var text: String { identifier.rawValue }
}
