import Documents
import Events
import Server

/// What went wrong, in the shape that clients of the API know: `{"detail": …}`.
extension Response {
  init(detail: String, status: Int) {
    self.init(json: ["detail": .string(detail)], status: status)
  }

  init(faults: [Fault]) {
    self.init(json: ["detail": .array(faults.map(\.json))], status: 422)
  }

  /// A failure of the store.
  init(detailOf error: any Error) {
    if let error = error as? Faulty {
      self.init(faults: error.faults)
      return
    }
    if let error = error as? RunsError {
      self.init(detail: error.message, status: error.status)
      return
    }
    let document = ErrorDocument(error)
    self.init(detail: document.message, status: document.httpStatus.code)
    if status == 503 { headers["retry-after"] = "1" }
  }
}

/// Why a request is not done, with its status.
struct RunsError: Error {
  let status: Int
  let message: String

  init(_ status: Int, _ message: String) { (self.status, self.message) = (status, message) }

  static func unknown(_ id: String) -> RunsError { RunsError(404, "Run not found: \(id)") }
}
