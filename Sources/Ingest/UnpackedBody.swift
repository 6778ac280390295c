/// A body as it was before it was packed for its way, whatever it brings.
package struct UnpackedBody: Sendable {
  package let bytes: [UInt8]

  /// Why there is none.
  package struct Failure: Error, Sendable {
    /// The status of HTTP.
    package let status: Int
    package let message: String
  }

  /// - Parameters:
  ///   - encoding: as its header says; nil: it is not packed.
  ///   - limit: bytes that it may be afterwards.
  package init(
    _ body: [UInt8], packedAs encoding: String?, limit: Int
  ) throws(UnpackedBody.Failure) {
    switch encoding?.lowercased().filter({ !$0.isWhitespace }) ?? "" {
    case "", "identity": bytes = body
    case "gzip", "x-gzip":
      do throws(Refusal) { bytes = try GzipBody.unpacked(body, limit: limit) } catch {
        throw Failure(status: error.status, message: error.message)
      }
    case let other:
      throw Failure(
        status: 415,
        message: "nobody here unpacks \(other.prefix(80)); send gzip, or the body as it is")
    }
  }
}
