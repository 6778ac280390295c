import Analysis
import SystemCalls
import TLM
import TestSupport
import Testing

/// Whatever text comes, the parser says what it means or where its mistake is.
@Suite struct LanguageFuzzTests {
  private static let good = [
    "duration_s > 60", "n > 1 and n <= 3 or not (x exists)", "event in (start, 'end', \"x\\n\")",
    "duration() > 1m30s and time() >= 2026-02-13T10:00:00Z",
    "msg ~ \"^a(b|c)*\" and `my field` != 3",
    "tags contains x and -(a + b * 2) / 3 < 1e9", "coalesce(a, b.c) = true", "phase not in (a, b)",
    "count, p99.9(latency_ms) as p, sum(cost_usd), distinct(session_id)",
    "count desc, p95(x) asc, \"a b\"",
    "A then B within 5m by issue_id",
    "(event = x and n > 1) then 'tool_*' then C within 2h by a, b",
    "a, b.c, end_s - start_s as took, (x = 1) as \"odd one\"",
  ]
  private static let pieces = [
    "and", "or", "not", "in", "(", ")", ",", "=", "!=", "<", ">=", "~", "!~", "'", "\"", "`", "+",
    "-",
    "*", "/", "as", "then", "within", "by", "exists", "contains", "count", "p95", "now()", "time()",
    "5m", "2026-02-13", "null", "true", "9223372036854775808", "-1e999", "\\", "\u{0}", "ж", " ",
    "\n",
  ]

  private static func count() -> Int {
    let asked = OwnProcess.variable("TLM_FUZZ_EXECUTIONS").flatMap { Int($0) }
    return asked.map { $0 / 20 } ?? 6000
  }

  private static func changed(_ text: String, _ random: inout Seeded) -> String {
    var bytes = Array(text.utf8)
    for _ in 0...random.below(4) {
      let place = random.below(bytes.count + 1)
      switch random.below(5) {
      case 0: bytes.insert(UInt8(random.below(256)), at: place)
      case 1: if place < bytes.count { bytes.remove(at: place) }
      case 2: if place < bytes.count { bytes[place] = UInt8(random.below(256)) }
      case 3: bytes.insert(contentsOf: Array(pieces[random.below(pieces.count)].utf8), at: place)
      default:
        let end = min(bytes.count, place + random.below(12))
        bytes.insert(contentsOf: bytes[place..<end], at: random.below(bytes.count + 1))
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func text(_ random: inout Seeded) -> String {
    switch random.below(4) {
    case 0:
      return String(
        decoding: (0..<random.below(40)).map { _ in UInt8(random.below(256)) }, as: UTF8.self)
    case 1:
      return (0..<random.below(14)).map { _ in pieces[random.below(pieces.count)] }
        .joined(separator: random.below(2) == 0 ? " " : "")
    default: return changed(good[random.below(good.count)], &random)
    }
  }

  @Test func `no text traps, and the place of a mistake is in it`() throws {
    let seed = randomSeed()
    print("seed \(seed)")
    var random = Seeded(seed)
    let line = #"{"ts":"2026-02-13T10:00:00Z","event":"a","n":1,"a":{"b":[1]},"x":"y"}"#
    let event = try #require(RecordedEvent(reading: Array(line.utf8)[...]))
    var understood = 0
    for _ in 0..<Self.count() {
      let text = Self.text(&random)
      for reading in Reading.allCases {
        do throws(AnalysisError) {
          try reading.read(text, of: event)
          understood += 1
        } catch {
          if case .syntax(let mistake) = error {
            #expect((0...text.utf8.count).contains(mistake.place), "\(text.debugDescription)")
            #expect(!mistake.what.isEmpty && mistake.character >= 1)
          }
        }
      }
    }
    #expect(understood > Self.count() / 20)
  }
}

/// What a text can be read as.
private enum Reading: CaseIterable {
  case condition, columns, aggregates, orders, sequence

  func read(_ text: String, of event: RecordedEvent) throws(AnalysisError) {
    let (compiler, context) = (Compiler(zone: .utc), QuestionLog.context)
    switch self {
    case .condition:
      let meaning = try Language.condition(text, in: context)
      _ = compiler.test(meaning)(event.event)
      _ = IndexHints(meaning)
      _ = Language.notes(on: meaning)
    case .columns:
      for column in try Language.columns(text, in: context) {
        _ = compiler.reading(column.value)(event.event)
      }
    case .aggregates: _ = try Language.aggregates(text, in: context)
    case .orders: _ = try Language.orders(text, in: context)
    case .sequence: _ = try Language.sequence(text, in: context)
    }
  }
}
