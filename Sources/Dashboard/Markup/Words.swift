import Analysis
import SystemCalls
import TLM

/// How values are written on pages: numbers as the command line has them, times by this machine's clock.
enum Words {
  /// Tables and sentences of reports.
  static let page = HTMLPage { Words.plain($0) }

  /// Seconds that this machine's clock is ahead of UTC at an instant.
  static let offset: @Sendable (Timestamp) -> Int64 = { localTimeOffset_s(at: $0.wholeSecond) }

  static func plain(_ value: ReportPage.Text.Value) -> String {
    switch value {
    case .text(let text): text
    case .count(let count): Numbers.grouped(count)
    case .number(let number): Words.number(number)
    case .decimal(let number, let places): Numbers.fixed(number, decimals: places)
    case .seconds(let seconds): Numbers.duration(seconds)
    case .percent(let share): Numbers.percent(share)
    case .time(let time): Words.time(time)
    case .bar, .sparkline: ""
    }
  }

  /// A whole number as one, another with three decimals at most.
  static func number(_ number: Double) -> String {
    Int(exactly: number).map(Numbers.grouped) ?? Numbers.fixed(number, decimals: 3)
  }

  /// A number at a scale: no zeros behind the point that say nothing.
  static func tick(_ number: Double) -> String {
    var text = Words.number(number)
    guard text.contains(".") else { return text }
    while text.last == "0" { text.removeLast() }
    if text.last == "." { text.removeLast() }
    return text
  }

  /// `2026-02-13 11:01:12`, by this machine's clock; the page says which that is.
  static func time(_ time: Timestamp) -> String {
    let offset = localTimeOffset_s(at: time.wholeSecond)
    let (local, isBeyond) = time.rawValue.addingReportingOverflow(offset * 1_000_000_000)
    let text = Timestamp(rawValue: isBeyond ? time.rawValue : local).description
    return String(text.prefix(19)).replacing("T", with: " ")
  }

  /// The same as an element that tells programs the instant.
  static func moment(_ time: Timestamp?) -> HTML {
    guard let time else { return "<span class=\"muted\">–</span>" }
    return "<time datetime=\"\(time.description)\">\(Words.time(time))</time>"
  }

  /// How far this machine's clock is ahead of UTC.
  static func zone(at time: Timestamp) -> String {
    let offset = localTimeOffset_s(at: time.wholeSecond)
    if offset == 0 { return "UTC" }
    let minutes = abs(offset) / 60
    func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "UTC" + (offset < 0 ? "−" : "+") + two(minutes / 60) + ":" + two(minutes % 60)
  }

  static func seconds(_ seconds: Double?) -> String { seconds.map(Numbers.duration) ?? "–" }

  /// The beginning of a long text.
  static func short(_ text: String, to count: Int = 60) -> String {
    text.count > count ? String(text.prefix(count - 1)) + "…" : text
  }

  /// A value of a log, as people read it.
  static func value(_ value: Value?) -> String {
    switch value {
    case nil, .null?: "–"
    case .string(let text)?: text
    case .double(let number)?: Words.number(number)
    case let other?: JSONWriter.text(of: other)
    }
  }

  /// What stands in front of an outcome, and by which colour.
  static func outcome(_ outcome: Outcome?) -> HTML {
    guard let outcome else { return "<span class=\"badge\">unknown</span>" }
    return "<span class=\"badge \(outcome.rawValue)\">\(outcome.rawValue)</span>"
  }
}
