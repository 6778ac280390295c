import TLM
import TestSupport

/// A query that the model can answer.
struct ModelQuery: CustomStringConvertible {
  var name: String?
  var stream: String?
  var tool: String?
  var since: Int?
  var until: Int?
  /// Events of at least this number.
  var atLeast: Int?
  var limit: Int?
  var newestFirst = false

  var description: String {
    var words: [String] = []
    if let name { words.append("name=\(name)") }
    if let stream { words.append("stream=\(stream.prefix(9))") }
    if let tool { words.append("tool=\(tool)") }
    if let since { words.append("since=\(since)") }
    if let until { words.append("until=\(until)") }
    if let atLeast { words.append("n>=\(atLeast)") }
    if let limit { words.append("limit=\(limit)") }
    if newestFirst { words.append("newest first") }
    return words.isEmpty ? "all" : words.joined(separator: " ")
  }

  static func random(_ dice: inout Seeded) -> ModelQuery {
    func roll(_ sides: Int) -> Int { Int.random(in: 0..<sides, using: &dice) }
    var query = ModelQuery()
    if roll(3) == 0 { query.name = ModelEvent.names[roll(4)] }
    if roll(3) == 0 { query.stream = ModelStep.streams[roll(3)] }
    if roll(4) == 0 { query.tool = ModelEvent.tools[roll(2)] }
    if roll(5) == 0 { query.since = roll(600) }
    if roll(5) == 0 { query.until = roll(600) }
    if roll(5) == 0 { query.atLeast = roll(1000) }
    if roll(2) == 0 { query.limit = 1 + roll(5) }
    query.newestFirst = roll(2) == 0
    return query
  }

  var query: Query {
    var filter = Filter()
    filter.names = name.map { [$0] } ?? []
    filter.hiddenNames = ["tlm.drained"]
    filter.streams = stream.map { [$0] } ?? []
    filter.tools = tool.map { [$0] } ?? []
    filter.since = since.map(Self.time)
    filter.until = until.map(Self.time)
    if let atLeast {
      filter.fields = [FieldCondition("n", .greaterOrEqual, .integer(Int64(atLeast)))]
    }
    var query = Query(filter)
    query.limit = limit
    query.newestFirst = newestFirst
    query.firstBlock = 300
    query.longestBlock = 900
    return query
  }

  static func time(_ second: Int) -> Timestamp {
    Timestamp(rawValue: Int64(ModelEvent.epoch + second) * 1_000_000_000)
  }

  /// Whether an entry of the array is what the query asks for.
  func matches(_ entry: ModelEntry) -> Bool {
    if let name, entry.event.name != name { return false }
    if let stream, entry.stream != stream { return false }
    if let tool, entry.event.tool != tool { return false }
    if let atLeast, entry.event.number < atLeast { return false }
    if since == nil && until == nil { return true }
    guard let second = entry.resolvedSecond else { return false }
    return second >= since ?? .min && second < until ?? .max
  }
}

/// One event of the log as the array knows it.
struct ModelEntry {
  let event: ModelEvent
  let stream: String?
  let key: String?
  let line: String
  /// The event's own second, else that of the nearest earlier one that has one.
  let resolvedSecond: Int?
  /// The second of the drain, which no program knows beforehand: long after all others but one.
  static let now = 1_000_000_000
  /// Where the line stands; nil where a drain put it there.
  let position: Position?
}
