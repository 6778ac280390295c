package import Documents
package import Events
import Questions

/// An answer: a status, fields and a body, whole or as it comes.
package struct Response: Sendable {
  package var status: Int
  package var headers: HeaderFields
  package var body: Body
  /// What failed, where it tells of that: not everybody is told in the same shape.
  package private(set) var failure: ErrorDocument?

  package enum Body: Sendable {
    case bytes([UInt8])
    /// Written as it comes, until the closure returns.
    case stream(@Sendable (StreamWriter) async throws -> Void)
    /// The same of what has an end: where the closure throws before, the connection is cut, so that
    /// nobody takes a part for the whole.
    case whole(@Sendable (StreamWriter) async throws -> Void)
  }

  package init(_ status: Int, headers: HeaderFields = HeaderFields(), body: [UInt8] = []) {
    (self.status, self.headers, self.body) = (status, headers, .bytes(body))
  }

  /// A document, as the command line prints it.
  package init(_ document: some Document, status: Int = 200) {
    self.init(json: document.json, status: status)
  }

  package init(json: Value, status: Int = 200) {
    self.init(
      status, headers: HeaderFields([("content-type", Self.jsonType)]),
      body: Array((JSONWriter.text(of: json) + "\n").utf8))
  }

  package init(text: String, type: String = "text/plain; charset=utf-8", status: Int = 200) {
    self.init(status, headers: HeaderFields([("content-type", type)]), body: Array(text.utf8))
  }

  /// A failure, in the words of the command line.
  package init(failure error: any Error) {
    let document =
      switch error {
      case let error as RequestError: ErrorDocument(code: error.code, message: error.message)
      case let error as QuestionError: error.document
      default: ErrorDocument(error)
      }
    self.init(document, status: document.httpStatus.code)
    failure = document
    if status == 503 { headers["retry-after"] = "1" }
  }

  /// A refusal that is HTTP's own.
  package init(refusal status: Int, _ code: String, _ message: String) {
    let document = ErrorDocument(code: code, message: message)
    self.init(document, status: status)
    failure = document
  }

  /// The same in another shape; what its head says besides stays.
  package func retold(as other: Response) -> Response {
    var other = other
    for field in headers.all where other.headers[field.name] == nil {
      other.headers[field.name] = field.value
    }
    return other
  }

  static let jsonType = "application/json; charset=utf-8"
}

/// Where a stream's bytes go.
package struct StreamWriter: Sendable {
  private let put: @Sendable ([UInt8]) async throws -> Void

  package init(_ put: @escaping @Sendable ([UInt8]) async throws -> Void) { self.put = put }

  /// Returns once there is room for more.
  package func write(_ bytes: [UInt8]) async throws { try await put(bytes) }

  package func write(_ text: String) async throws { try await put(Array(text.utf8)) }
}
