import Analysis
import Documents
import TLM

/// What `query` is asked: which events, and what is made of them.
struct EventsAsked {
  var conditions: EventConditions
  var making: RowMaking
  var newestFirst: Bool
  var isExplained: Bool
  var limit: Int
  /// Rows that are left out first.
  var offset = 0
  /// Where a page before left off.
  var cursor: Position?
  /// About how many bytes of events there may be.
  var room: Int

  /// The document of a store.
  func document(of store: Store) throws -> Value {
    var query = Query(conditions.filter(in: making.zone))
    query.newestFirst = newestFirst
    if newestFirst { query.to = cursor } else { query.from = cursor }
    if let question = making.question(query) { return try rows(of: question, in: store) }
    return making.order == nil ? try events(of: query, in: store) : try ordered(query, in: store)
  }

  private func events(of query: Query, in store: Store) throws -> Value {
    var query = query
    query.limit = limit
    var page = EventPage(limit: limit, newestFirst: newestFirst, room: room)
    let explanation = try store.query(query) { page.take($0) }
    return page.document(explained(explanation)).json
  }

  /// The events that come first in another order: there is no next page of them.
  private func ordered(_ query: Query, in store: Store) throws -> Value {
    var positions: [Position] = []
    let answer = try store.answer(
      making.positions(query, limit: limit),
      row: { row in
        if case .whole(let position)? = row.first { positions.append(Position(rawValue: position)) }
        return true
      })
    var page = EventPage(limit: nil, room: room)
    for (count, position) in positions.enumerated() {
      var one = Query()
      one.from = position
      one.to = Position(rawValue: position.rawValue + 1)
      var isTaken = false
      try store.query(one) { event in
        isTaken = page.take(event)
        return true
      }
      // There is no next page, and what comes first is no answer without all of it.
      if !isTaken && count + 1 < positions.count {
        throw QuestionError.parameter(
          "\(count + 1) of these events are more than can be read at once; ask for fewer, by limit")
      }
    }
    return page.document(explained(answer.explanation)).json
  }

  private func rows(of question: Question, in store: Store) throws -> Value {
    var question = question
    question.limit = offset + limit
    try question.check()
    var (rows, place, left): ([[Datum]], Int, Int) = ([], 0, room)
    var next: Int?
    let answer = try store.answer(
      question,
      row: { row in
        defer { place += 1 }
        if place < offset { return true }
        let size = row.reduce(0) { $0 + $1.size }
        if size > left && !rows.isEmpty {
          next = place
          return false
        }
        left -= min(left, size)
        rows.append(row)
        return true
      })
    let document = AnswerDocument(answer, rows, isExplained ? conditions.howFound : nil).json
    guard let next else { return document }
    return .object(document.members + [Member("next", .integer(Int64(next)))])
  }

  private func explained(_ explanation: Query.Explanation) -> ExplanationDocument? {
    isExplained ? ExplanationDocument(explanation, conditions.howFound) : nil
  }
}

extension Datum {
  /// About how many bytes it has in an answer.
  fileprivate var size: Int {
    switch self {
    case .text(let text), .json(let text): text.text.utf8.count + 2
    default: 20
    }
  }
}
