package import Analysis
package import TLM

/// What came of a question: what `tlm query --json` prints with `--select`, `--group-by`, `--agg`,
/// `--every` or `--sequence`.
package struct AnswerDocument: Document {
  private let answer: QueryAnswer
  private let rows: [[Datum]]
  private let howFound: HowFound?

  /// - Parameters:
  ///   - rows: those of the answer, or those that it handed on.
  ///   - howFound: which conditions the index answered, for those who asked.
  package init(_ answer: QueryAnswer, _ rows: [[Datum]], _ howFound: HowFound? = nil) {
    self.answer = answer
    self.rows = rows
    self.howFound = howFound
  }

  package var json: Value {
    let columns = answer.columns.map { column -> Value in
      ["name": .string(column.name), "type": .string(column.type.name)]
    }
    let rows = rows.map { row in
      Value.object(zip(answer.columns, row).map { Member($0.name, $1.value) })
    }
    let members = [
      Member("schema", "tlm.answer/1"), Member("columns", .array(columns)),
      Member("rows", .array(rows)), Member("count", .integer(Int64(rows.count))),
      Member("total", .integer(Int64(answer.total ?? rows.count))),
      Member("matched", .integer(Int64(answer.explanation.matched))),
      Member("untimed", .integer(Int64(answer.untimed))),
    ]
    let explanation = howFound.map {
      [Member("explanation", ExplanationDocument(answer.explanation, $0).json)]
    }
    return .object(members + (explanation ?? []))
  }
}
