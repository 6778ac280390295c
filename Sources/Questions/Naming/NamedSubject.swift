package import Analysis
package import TLM

/// What an id stands for that somebody typed, or how it begins.
package enum NamedSubject {
  /// - Throws: `notFound` where it stands for nothing, `parameter` where it stands for several, and
  ///   `JournalError` where the log cannot be read.
  package static func find(
    _ id: String, _ kind: TraceSubject.Kind?, in store: Store
  ) throws -> TraceSubject {
    let what = kind.map(\.rawValue) ?? "issue, run, session or trace"
    switch try SubjectSearch(in: store, kind: kind).subject(id) {
    case .one(let subject): return subject
    case .several(let subjects):
      let words = subjects.map(Self.words).joined(separator: ", ")
      throw QuestionError.parameter("several ids begin with \(id): \(words); say more of it")
    case .none(let alike):
      let words = alike.map(Self.words).joined(separator: ", or ")
      let hint = alike.isEmpty ? "" : "; did you mean \(words)?"
      throw QuestionError.notFound("there is no \(what) \(id)" + hint)
    }
  }

  private static func words(_ subject: TraceSubject) -> String {
    "\(subject.kind.rawValue) \(subject.id)"
  }
}
