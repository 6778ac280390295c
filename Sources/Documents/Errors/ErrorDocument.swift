import Archives
import Analysis
import Emitting
import Exporters
import Hooks
import Importers
import Keeping
import Posting
import Relay
import Sealing
package import TLM

/// A failure as programs are told it: a code that is promised, and a sentence for people.
///
/// This is the one place that knows every error of tlm.
package struct ErrorDocument: Document {
  /// What kind of failure it is.
  package let code: String
  /// What happened, and what to do; of a file with several mistakes each is a line of its own.
  package let message: String
  /// What a command ends with that fails so.
  package let exitStatus: ExitStatus

  /// How an answer over HTTP begins that tells of it.
  package var httpStatus: HTTPStatus { HTTPStatus(of: code) }

  /// A failure that is no error of a module's.
  package init(code: String, message: String) {
    (self.code, self.message, exitStatus) = (code, message, .failed)
  }

  package init(_ error: any Error) {
    exitStatus = .failed
    (code, message) =
      switch error {
      case let error as JournalError: (error.code.description, error.message)
      case let error as AppendError:
        (error.cause?.code.description ?? error.code.description, error.message)
      case let error as ViewsError: (error.code.rawValue, error.message)
      case let error as FoldError: (error.code.description, error.description)
      case let error as UnreadableInput: ("nothingReadable", error.message)
      case let error as ConfigurationError: ("configuration", error.description)
      case let error as ModeError: ("mode", error.message)
      case let error as BoardError: ("board", error.message)
      case let error as ImportError:
        (error.cause?.code.description ?? error.code.rawValue, error.message)
      case let error as PruneError: (error.code.rawValue, error.message)
      case let error as RedactError: (error.code.rawValue, error.message)
      case let error as ArchiveError: (error.code.rawValue, error.message)
      case let error as KeepingError: (error.code, error.description)
      case let error as SealError: (error.code, error.description)
      case let error as AnalysisError: ("question", error.description)
      case let error as AgentRefusal: ("agent", error.description)
      case let error as HookError: (error.code.rawValue, error.message)
      case let error as ExportError: ("export.\(error.code.rawValue)", error.message)
      case let error as ServeError: ("serve.\(error.code.rawValue)", error.message)
      case let error as RelayError: ("relay.\(error.code.rawValue)", error.message)
      case let error as PostError: ("post.\(error.code.rawValue)", error.message)
      default: ("failed", "\(error)")
      }
  }

  package var json: Value {
    ["error": ["code": .string(code), "message": .string(message)]]
  }
}
