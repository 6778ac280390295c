/// What a server that has begun has to say.
package struct ServingReport: Sendable {
  package let note: ServeNote
  /// The address for a browser, with its token; nil where no HTTP is heard at an address.
  package let url: String?
  /// The file that the token is in.
  package let tokenFile: String
  /// What could not be had, in sentences.
  package let failures: [String]
}
