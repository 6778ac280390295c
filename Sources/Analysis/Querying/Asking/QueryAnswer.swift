package import TLM

/// What came of a question.
package struct QueryAnswer: Sendable {
  package let columns: [AnswerColumn]
  /// A value for each column; none where rows were handed on as they came.
  package var rows: [[Datum]] = []
  /// Rows there are, or were handed on.
  package var count = 0
  /// Rows there were before a limit cut them; nil where nobody knows.
  package var total: Int?
  /// Events that are in no bucket or sequence, because they have no time.
  package var untimed = 0
  /// How the events were found.
  package var explanation = Query.Explanation()

  package init(columns: [AnswerColumn]) { self.columns = columns }
}
