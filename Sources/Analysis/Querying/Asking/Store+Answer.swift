package import TLM

extension Store {
  /// Answers a question.
  ///
  /// - Parameters:
  ///   - question: what is asked.
  ///   - jobs: how many threads take part; it changes nothing but the time.
  ///   - progress: told how many bytes of the log are indexed, and how many there are.
  ///   - row: gets each row as it is known, and the answer has none then; false is enough.
  /// - Throws: `AnalysisError.question` where the question cannot be answered, and as `query`.
  package func answer(
    _ question: Question, jobs: Int = Replay.Options().jobs,
    progress: (_ done: Int64, _ of: Int64) -> Void = { _, _ in },
    row: (([Datum]) throws -> Bool)? = nil
  ) throws -> QueryAnswer {
    try question.check()
    // Whose an event is knows whoever goes through them in their order.
    let jobs = question.asksOrigin ? 1 : jobs
    var answer: QueryAnswer
    switch question.shape {
    case .rows(let columns) where question.order.isEmpty:
      return try rows(question, columns, jobs, progress, row)
    case .rows(let columns): answer = try ordered(question, columns, jobs, progress)
    case .groups: answer = try groups(question, jobs, progress)
    case .sequence(let sequence): answer = try sequences(question, sequence, jobs, progress)
    }
    answer.count = answer.rows.count
    guard let row else { return answer }
    for values in answer.rows where try !row(values) { break }
    answer.rows = []
    return answer
  }

  private func compiler(for question: Question) -> Compiler {
    Compiler(zone: question.zone, origins: question.asksOrigin ? log.eventOrigins : nil)
  }

  /// Where an event of a stream stands, by its revision, the first being 1; nil where the stream has not
  /// come so far.
  ///
  /// - Throws: `AnalysisError.question` where the event was pruned, and as `query`.
  package func position(ofRevision revision: Int, inStream stream: String) throws -> Position? {
    let pruned = try log.prunedEvents(ofStream: stream)
    guard revision > pruned else {
      throw AnalysisError.question(
        "revision \(revision) of stream \(stream) was pruned; the oldest that is kept is "
          + "\(pruned + 1)")
    }
    var query = Query()
    query.filter.streams = [stream]
    query.limit = revision - pruned
    var last: Position?
    let explanation = try self.query(query) { event in
      last = event.position
      return true
    }
    return explanation.matched == revision - pruned ? last : nil
  }

  /// A row for each event, in the order of the log.
  private func rows(
    _ question: Question, _ columns: [Column], _ jobs: Int,
    _ progress: (Int64, Int64) -> Void, _ row: (([Datum]) throws -> Bool)?
  ) throws -> QueryAnswer {
    var query = question.query
    query.limit = question.limit
    let compiler = compiler(for: question)
    let looker = RowLooker(columns.map { compiler.reading($0.value) })
    var answer = QueryAnswer(columns: question.columns)
    var rows: [[Datum]] = []
    let (explanation, _) = try scan(
      query, jobs: jobs, looker, progress: progress
    ) { found in
      for values in found {
        answer.count += 1
        if let row {
          if try !row(values) { return false }
        } else {
          rows.append(values)
        }
      }
      return true
    }
    answer.rows = rows
    answer.explanation = explanation
    return answer
  }

  /// The rows that come first in another order.
  private func ordered(
    _ question: Question, _ columns: [Column], _ jobs: Int, _ progress: (Int64, Int64) -> Void
  ) throws -> QueryAnswer {
    let limit = question.limit ?? 0
    let context = LanguageContext(zone: question.zone, now: Timestamp(rawValue: 0))
    let compiler = compiler(for: question)
    var keys: [(reading: Reading, isDescending: Bool)] = []
    for item in question.order {
      let column = columns.first { Ordering.plain($0.name) == Ordering.plain(item.text) }
      let value = try column?.value ?? Language.value(item.text, in: context)
      keys.append((compiler.reading(value), item.isDescending))
    }
    let looker = OrderedLooker(
      columns.map { compiler.reading($0.value) }, keys: keys.map(\.reading),
      isDescending: keys.map(\.isDescending), limit: limit)
    var query = question.query
    query.limit = nil
    let (explanation, lookers) = try scan(
      query, jobs: jobs, looker, progress: progress
    ) { _ in true }
    var best = looker
    for other in lookers { best.merge(other) }
    var answer = QueryAnswer(columns: question.columns)
    answer.rows = best.rows
    answer.total = explanation.matched
    answer.explanation = explanation
    return answer
  }

  /// A row for each group.
  private func groups(
    _ question: Question, _ jobs: Int, _ progress: (Int64, Int64) -> Void
  ) throws -> QueryAnswer {
    guard case .groups(let columns, let every, let aggregates) = question.shape else {
      preconditionFailure("groups are asked for by a question of groups")
    }
    let looker = GroupLooker(columns, every, aggregates, by: compiler(for: question))
    let (explanation, lookers) = try scan(
      question.query, jobs: jobs, looker, progress: progress
    ) { isFull in !isFull }
    let table = try GroupTable.merging(lookers.map(\.table), aggregates.map(\.kind))
    var answer = QueryAnswer(columns: question.columns)
    answer.rows = table.rows(aggregates, hasKeys: every != nil || !columns.isEmpty)
    if let every, columns.isEmpty, question.order.isEmpty {
      answer.rows = every.filled(answer.rows, aggregates, in: question.zone)
    }
    answer.explanation = explanation
    answer.untimed = lookers.reduce(0) { $0 + $1.untimed }
    question.arrange(&answer)
    return answer
  }

  /// A row for each time that events followed one another.
  private func sequences(
    _ question: Question, _ sequence: EventSequence, _ jobs: Int,
    _ progress: (Int64, Int64) -> Void
  ) throws -> QueryAnswer {
    let looker = SequenceLooker(sequence, by: compiler(for: question))
    var matcher = SequenceMatcher(sequence)
    var answer = QueryAnswer(columns: question.columns)
    var rows: [[Datum]] = []
    let isLimited = question.order.isEmpty
    var query = question.query
    query.newestFirst = false
    query.limit = nil
    let (explanation, _) = try scan(
      query, jobs: jobs, looker, progress: progress
    ) { found in
      for step in found {
        guard let row = matcher.take(step) else { continue }
        rows.append(row)
        if isLimited, let limit = question.limit, rows.count >= limit { return false }
      }
      return !matcher.isFull && rows.count <= GroupTable.limit
    }
    try matcher.check(rows.count)
    answer.rows = rows
    answer.explanation = explanation
    answer.untimed = matcher.untimed
    question.arrange(&answer)
    return answer
  }
}

extension Question {
  /// Puts rows into the order that was asked for, and leaves out those beyond the limit.
  func arrange(_ answer: inout QueryAnswer) {
    answer.total = answer.rows.count
    let keys = order.compactMap { item in
      answer.columns.firstIndex { item.isOf($0) }.map { ($0, item.isDescending) }
    }
    if !keys.isEmpty {
      // Of equals, the order that they had.
      let places = answer.rows.indices.sorted { left, right in
        for (column, isDescending) in keys {
          let (one, two) = (answer.rows[left][column], answer.rows[right][column])
          if one.comes(before: two, isDescending) { return true }
          if two.comes(before: one, isDescending) { return false }
        }
        return left < right
      }
      answer.rows = places.map { answer.rows[$0] }
    }
    if let limit { answer.rows = Array(answer.rows.prefix(limit)) }
  }
}

extension Datum {
  /// Whether it stands before another one in an order. Of one kind the greatest comes first where it is
  /// descending; kinds keep their order, numbers before texts, and what is missing comes last.
  func comes(before other: Datum, _ isDescending: Bool) -> Bool {
    isDescending && isAlike(other) ? other.precedes(self) : precedes(other)
  }
}
