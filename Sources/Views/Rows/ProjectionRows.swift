public import Events
public import Folding

/// The rows of a keyed projection at one position, to be asked for one by one: what was kept is
/// not read as a whole, and what came since is folded on top of it.
///
/// ```swift
/// let issues = try store.rows(of: Issues())
/// if let issue = try issues.row("BUG-042") { print(issue.completed) }
/// let open = try issues.page(limit: 20) { _, issue in issue.isOpen }
/// ```
///
/// Every answer is of the same position, whatever is appended, kept or rebuilt meanwhile: as long
/// as there is one of these, the store keeps what it was made of. So ask, and let go of it.
public struct ProjectionRows<P: KeyedProjection>: Sendable {
  /// With its parameters.
  public let projection: P
  /// How far the log is folded, and what the fold met.
  public let progress: Fold.Progress
  /// Why states could not be kept, in sentences; the answers are right all the same.
  public let warnings: [String]
  private let rows: Rows<P.Row>
  private let source: StoredRows?
  /// The same rows from the log alone, for when what was kept turns out to be damaged.
  private let refolded: @Sendable () throws -> Rows<P.Row>

  init(
    _ folded: Folded<P>, over source: StoredRows?,
    refolded: @escaping @Sendable () throws -> Rows<P.Row>
  ) {
    projection = folded.projection
    progress = folded.progress
    warnings = folded.warnings
    rows = folded.state
    self.source = source
    self.refolded = refolded
  }

  /// The end of the last whole line that was folded, or the start of the log.
  public var through: Position { progress.through ?? .start }

  /// How many rows there are.
  public var count: Int { rows.count }

  /// The row under a key; nil, there is none.
  ///
  /// - Throws: `FoldError` where what was kept is damaged and the log cannot be read either.
  public func row(_ key: Label) throws -> P.Row? { try ask { rows in rows[key] } }

  /// A page of the rows that `condition` admits, in the order of their keys' bytes.
  ///
  /// - Parameters:
  ///   - key: the last key of the page before; nil for the first page.
  ///   - limit: how many rows a page has at most.
  ///   - condition: which rows; all of them without one.
  /// - Throws: as `row`.
  public func page(
    after key: Label? = nil, limit: Int,
    where condition: (Label, P.Row) -> Bool = { _, _ in true }
  ) throws -> [(key: Label, row: P.Row)] {
    try ask { rows in rows.page(after: key, limit: limit, where: condition) }
  }

  /// What a question to all rows comes to; it is asked again where what was kept is damaged.
  ///
  /// - Throws: as `row`.
  package func answer<Answer>(_ question: (Rows<P.Row>) -> Answer) throws -> Answer {
    try ask(question)
  }

  /// A row as JSON: as the projection tells it, else as it is.
  ///
  /// - Throws: `notEncodable`.
  public func json(of row: P.Row) throws(FoldError) -> Value {
    if let told = projection.report(ofRow: row) { return told }
    do { return try Value(canonicalState: StateEncoder().encode(row)) } catch {
      throw FoldError(.notEncodable, "a row of \(P.name) cannot be encoded", cause: error)
    }
  }

  private func ask<Answer>(_ question: (Rows<P.Row>) -> Answer) throws -> Answer {
    let answer = question(rows)
    if source?.loss == nil { return answer }
    return question(try refolded())
  }
}
