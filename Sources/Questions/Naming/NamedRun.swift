package import Analysis
package import TLM

/// The run of an id that somebody typed, or of one that begins so.
package enum NamedRun {
  /// - Throws: as `NamedSubject.find`.
  package static func find(
    _ id: String, in store: Store
  ) throws -> (run: RunRecord, history: RunHistory) {
    if let found = try exact(id, in: store) { return found }
    let subject = try NamedSubject.find(id, .run, in: store)
    if let found = try exact(subject.id, in: store) { return found }
    throw QuestionError.notFound(
      "nothing was recorded of run \(subject.id) itself; tlm trace shows it")
  }

  private static func exact(
    _ id: String, in store: Store
  ) throws -> (run: RunRecord, history: RunHistory)? {
    guard !id.isEmpty, let history = try RunHistory(of: id, in: store),
      let row = try store.rows(of: Runs()).row(history.key)
    else { return nil }
    return (RunRecord(history.key, row), history)
  }
}
