package import Analysis
package import TLM

/// The run of an id that somebody typed, or of one that begins so.
///
/// An id is taken for the key of a run before it is taken for what people know a run by, whatever others
/// have for their run id.
package enum NamedRun {
  /// - Throws: as `exact` and `NamedSubject.find`.
  package static func find(
    _ id: String, in store: Store
  ) throws -> (run: RunRecord, history: RunHistory) {
    let rows = try store.rows(of: Runs())
    if let key = try key(id, rows, in: store) { return try run(key, rows, in: store) }
    var keys = try keys(beginning: id, rows)
    do {
      let subject = try NamedSubject.find(id, .run, in: store)
      keys += try RunHistory.keys(ofRunID: subject.id, in: store)
      if keys.isEmpty {
        throw QuestionError.notFound(
          "nothing was recorded of run \(subject.id) itself; tlm trace shows it")
      }
    } catch let error as QuestionError {
      if error.code != QuestionError.notFoundCode || keys.isEmpty { throw error }
    }
    return try run(try only(keys, "begin with", id), rows, in: store)
  }

  /// The run of a whole id, for whoever changes it.
  ///
  /// - Throws: `notFound` where there is none, `parameter` where several have it for their run id.
  package static func exact(
    _ id: String, in store: Store
  ) throws -> (run: RunRecord, history: RunHistory) {
    let rows = try store.rows(of: Runs())
    guard let key = try key(id, rows, in: store) else {
      throw QuestionError.notFound("there is no run \(id)")
    }
    return try run(key, rows, in: store)
  }

  private static func key(
    _ id: String, _ rows: ProjectionRows<Runs>, in store: Store
  ) throws -> Label? {
    guard !id.isEmpty else { return nil }
    if try rows.row(Label(id)) != nil { return Label(id) }
    let keys = try RunHistory.keys(ofRunID: id, in: store)
    return keys.isEmpty ? nil : try only(keys, "have the run id", id)
  }

  /// Keys that begin so, at most.
  private static let most = 11

  private static func keys(
    beginning id: String, _ rows: ProjectionRows<Runs>
  ) throws -> [Label] {
    guard !id.isEmpty else { return [] }
    return try rows.page(after: Label(id), limit: most).map(\.key)
      .filter { $0.text.utf8.starts(with: id.utf8) }
  }

  /// The only one of some keys.
  private static func only(_ keys: [Label], _ verb: String, _ id: String) throws -> Label {
    let keys = Set(keys).sorted()
    guard keys.count == 1, let key = keys.first else {
      let words = keys.prefix(most - 1).map(\.text).joined(separator: ", ")
      throw QuestionError.parameter(
        "several runs \(verb) \(id): \(words); give the whole event id of one")
    }
    return key
  }

  private static func run(
    _ key: Label, _ rows: ProjectionRows<Runs>, in store: Store
  ) throws -> (run: RunRecord, history: RunHistory) {
    guard let row = try rows.row(key) else {
      throw QuestionError.notFound("there is no run \(key.text)")
    }
    return (RunRecord(key, row), try RunHistory(of: key, in: store))
  }
}
