import Analysis
import SystemCalls
import TLM
import TestSupport
import Testing

/// A store with a log of a test's own, of which questions are asked.
struct QuestionLog {
  let scratch = Scratch()
  let store: Store

  /// - Parameters:
  ///   - lines: whole lines.
  ///   - unindexedTail: how much of the end is not worth an index.
  init(_ lines: [UInt8], unindexedTail: Int64 = 4096) throws {
    var options = EventLog.Options()
    options.unindexedTail = unindexedTail
    store = try Store.create(at: .resolve(option: scratch.store), options: options)
    if !lines.isEmpty { try store.log.append(lines: lines) }
  }

  init(_ lines: [String]) throws { try self.init(Array(lines.map { $0 + "\n" }.joined().utf8)) }

  static let context = LanguageContext(
    zone: .utc, now: Timestamp(rawValue: 1_771_000_000_000_000_000))

  static func condition(_ text: String) throws -> Expression {
    try Language.condition(text, in: context)
  }

  /// A query of the events for which a condition holds.
  static func query(_ text: String?) throws -> Query {
    var query = Query()
    guard let text else { return query }
    let meaning = try condition(text)
    let test = Compiler(zone: .utc).test(meaning)
    query.filter.test = EventTest(text, asksForTime: meaning.asksForTime) { test($0) }
    IndexHints(meaning).narrow(&query.filter)
    return query
  }

  /// The numbers under `n` of the events for which a condition holds.
  func numbers(_ text: String) throws -> [Int64] {
    var numbers: [Int64] = []
    try store.query(Self.query(text)) { event in
      if let number = event.integer("n") { numbers.append(number) }
      return true
    }
    return numbers
  }

  func ask(
    _ condition: String? = nil, by columns: String? = nil, every: String? = nil,
    _ aggregates: String? = nil, order: String? = nil, limit: Int? = nil, zone: Zone = .utc,
    changing change: (inout Query) -> Void = { _ in }
  ) throws -> QueryAnswer {
    var query = try Self.query(condition)
    change(&query)
    let columns = try columns.map { try Language.columns($0, in: Self.context) } ?? []
    let shape: Question.Shape =
      if let aggregates {
        .groups(
          columns, every: every.flatMap { Every($0) },
          try Language.aggregates(aggregates, in: Self.context))
      } else { .rows(columns) }
    var question = Question(query, shape, zone: zone)
    question.order = try order.map { try Language.orders($0, in: Self.context) } ?? []
    question.limit = limit
    return try store.answer(question)
  }
}

extension QueryAnswer {
  /// The rows as JSON.
  var json: [String] { rows.map { JSONWriter.text(of: .array($0.map(\.value))) } }
}

/// The place of the package's files.
enum Package {
  static let path: String = {
    let parts = #filePath.split(separator: "/").dropLast(4)
    return "/" + parts.joined(separator: "/")
  }()
}
