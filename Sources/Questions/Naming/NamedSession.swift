package import TLM

/// A session, its work and what happened in it.
package struct NamedSession {
  package let id: Label
  package let answer: UsageAnswer
  package let timeline: SessionTimeline

  /// The session of an id that somebody typed, or of one that begins so.
  ///
  /// - Parameter prices: those that it goes by; nil: those that hold for the user.
  /// - Throws: `notFound` where there is none, `parameter` where there are several; as `Store.usage`.
  package init(_ id: String, in store: Store, at prices: PriceTable? = nil) throws {
    let prices = try prices ?? PriceTable.forUser(in: store)
    var question = UsageQuestion(prices: prices, hasDetails: true)
    question.session = { [id] in $0.text.hasPrefix(id) }
    answer = try store.usage(question)
    self.id = try Self.session(id, in: answer)
    var query = Query()
    query.filter.sessionIDs = [self.id.text]
    var timeline = SessionTimeline()
    try store.query(query) { event in
      timeline.observe(event)
      return true
    }
    self.timeline = timeline
  }

  private static func session(_ id: String, in answer: UsageAnswer) throws(QuestionError) -> Label {
    if answer.sessions[Label(id)] != nil { return Label(id) }
    let found = answer.sessions.keys.filter { $0.text.hasPrefix(id) }.sorted()
    if found.count > 1 {
      throw .parameter(
        "\(found.count) sessions begin with \(id), such as \(found[0]) and \(found[1])")
    }
    guard let session = found.first else {
      throw .notFound("there is no session \(id); tlm sessions lists them")
    }
    return session
  }
}
