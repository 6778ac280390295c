import Journal
import SystemCalls
import Telemetry

/// Takes secrets out of many lines at once, on every processor: it is what an import of transcripts
/// spends its time on.
enum Hiding {
  /// Texts that one thread takes at a time, and so few that one alone is faster.
  private static let share = 16
  private static let least = 64
  private static let threads = 4

  private struct Work {
    var next = 0
    var results: [Int: (texts: [[UInt8]], report: RedactionReport)] = [:]
  }

  /// Whole lines, and whether they are events.
  struct Text {
    var text: [UInt8]
    let isJSON: Bool
  }

  /// The same texts without their secrets.
  static func hidden(
    in texts: [Text], by redactor: Redactor, _ report: inout RedactionReport
  ) -> [[UInt8]] {
    let work = Guarded(Work())
    onThreads(texts.count < least ? 1 : threads) {
      while let start = take(of: texts.count, from: work) {
        let part = texts[start..<min(start + share, texts.count)]
        var found = RedactionReport()
        let hidden = part.map {
          Self.hidden(in: $0.text, isJSON: $0.isJSON, by: redactor, &found)
        }
        work.withLock { $0.results[start] = (hidden, found) }
      }
    }
    let results = work.withLock { $0.results }
    var hidden: [[UInt8]] = []
    hidden.reserveCapacity(texts.count)
    for start in results.keys.sorted() {
      guard let (texts, found) = results[start] else { continue }
      hidden += texts
      report.add(found)
    }
    return hidden
  }

  private static func take(of count: Int, from work: Guarded<Work>) -> Int? {
    work.withLock { work in
      guard work.next < count else { return nil }
      defer { work.next += share }
      return work.next
    }
  }

  private static func hidden(
    in text: [UInt8], isJSON: Bool, by redactor: Redactor, _ report: inout RedactionReport
  ) -> [UInt8] {
    let isOne = Newlines.first(in: text.span).map { $0 + 1 == text.count } ?? true
    if isOne { return isJSON ? redactor.line(ofJSON: text, &report) : redactor.line(text, &report) }
    return text.split(separator: Newlines.byte).flatMap {
      redactor.line($0 + [Newlines.byte], &report)
    }
  }
}
