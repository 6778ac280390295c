/// Why a question about a log has no answer.
package enum AnalysisError: Error, Equatable, CustomStringConvertible {
  /// A question that cannot be understood: the whole sentence, with what can be written instead.
  case question(String)
  /// A text of the language of questions with a mistake in it.
  case syntax(SyntaxMistake)

  package var description: String {
    switch self {
    case .question(let sentence): sentence
    case .syntax(let mistake): mistake.description
    }
  }
}
