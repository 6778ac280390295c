package import Documents

/// Why a question has no answer: a code that is promised, and one sentence that says what to do.
package struct QuestionError: Error, Equatable, CustomStringConvertible {
  /// Of what kind it is, as `ErrorDocument` has it.
  package let code: String
  /// What is wrong and where, and what can be asked instead.
  package let message: String

  /// What cannot be meant: a parameter that there is not, or a value that it does not take.
  package static func parameter(_ message: String) -> QuestionError {
    QuestionError(code: "parameter", message: message)
  }

  /// There is nothing of that name.
  package static func notFound(_ message: String) -> QuestionError {
    QuestionError(code: notFoundCode, message: message)
  }

  /// It is understood, and not done.
  package static func refused(_ message: String) -> QuestionError {
    QuestionError(code: "reserved", message: message)
  }

  /// The code of what there is nothing of.
  package static let notFoundCode = "notFound"

  /// Any failure on the way to an answer.
  package init(_ error: any Error) {
    if let error = error as? QuestionError {
      self = error
    } else {
      let document = ErrorDocument(error)
      (code, message) = (document.code, document.message)
    }
  }

  private init(code: String, message: String) { (self.code, self.message) = (code, message) }

  /// Whether a file of settings, of rules or of prices cannot be read: what else the store says is not
  /// touched by it.
  package var isOfSettings: Bool { ["configuration", "system", "readOnly"].contains(code) }

  /// As programs are told it; it knows the status of HTTP.
  package var document: ErrorDocument { ErrorDocument(code: code, message: message) }

  package var description: String { message }
}
