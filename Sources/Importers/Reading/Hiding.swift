import Journal
import SystemCalls
import Telemetry

/// Takes secrets out of many lines at once: those that may hold any are looked at on every processor.
struct Hiding {
  /// Texts that one thread takes at a time, and so few that one alone is faster.
  private static let share = 16
  private static let least = 64
  private static let threads = 4

  /// Whole lines, one text after the other.
  private let lines: [UInt8]
  private let redactor: Redactor

  private struct Text {
    let number: Int
    let range: Range<Int>
    let isJSON: Bool
  }

  private struct Work {
    var next = 0
    var hidden: [Int: [UInt8]] = [:]
    var report = RedactionReport()
  }

  init(_ lines: [UInt8], by redactor: Redactor) {
    self.lines = lines
    self.redactor = redactor
  }

  /// The texts in which something was hidden, by their numbers.
  ///
  /// - Parameter texts: where each ends, and whether it is JSON.
  func hidden(
    in texts: some Sequence<(end: Int, isJSON: Bool)>, _ report: inout RedactionReport
  ) -> [Int: [UInt8]] {
    let suspicious = suspicious(of: texts)
    if suspicious.isEmpty { return [:] }
    let work = Guarded(Work())
    onThreads(suspicious.count < Self.least ? 1 : Self.threads) {
      while let range = Self.take(of: suspicious.count, from: work) {
        for text in suspicious[range] { look(at: text, work) }
      }
    }
    return work.withLock { work in
      report.add(work.report)
      return work.hidden
    }
  }

  private func suspicious(of texts: some Sequence<(end: Int, isJSON: Bool)>) -> [Text] {
    var suspicious: [Text] = []
    var start = 0
    for (number, text) in texts.enumerated() {
      let range = start..<text.end
      start = text.end
      if text.isJSON && redactor.leavesAsIs(lines.span.extracting(range)) { continue }
      suspicious.append(Text(number: number, range: range, isJSON: text.isJSON))
    }
    return suspicious
  }

  private static func take(of count: Int, from work: Guarded<Work>) -> Range<Int>? {
    work.withLock { work in
      guard work.next < count else { return nil }
      defer { work.next += share }
      return work.next..<min(work.next + share, count)
    }
  }

  private func look(at text: Text, _ work: Guarded<Work>) {
    var report = RedactionReport()
    let bytes = Array(lines[text.range])
    let result = hidden(in: bytes, isJSON: text.isJSON, &report)
    guard result != bytes || !report.isEmpty else { return }
    work.withLock { work in
      work.hidden[text.number] = result
      work.report.add(report)
    }
  }

  private func hidden(
    in text: [UInt8], isJSON: Bool, _ report: inout RedactionReport
  ) -> [UInt8] {
    let isOne = Newlines.first(in: text.span).map { $0 + 1 == text.count } ?? true
    if isOne {
      return isJSON
        ? redactor.line(ofSuspicious: text, &report) : redactor.line(text, &report)
    }
    return text.split(separator: Newlines.byte).flatMap {
      redactor.line($0 + [Newlines.byte], &report)
    }
  }
}
