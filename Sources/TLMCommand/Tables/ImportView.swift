import Importers
import TLM

/// What an import came to, for people.
enum ImportView {
  /// So many files have a line of their own.
  private static let shown = 40
  /// So many that were left out are named.
  private static let named = 10

  /// A table of the files that brought something new or have something to tell.
  static func lines(of reports: [FileReport], for terminal: Terminal) -> [String] {
    let news = reports.filter { $0.new + $0.damaged + $0.skipped > 0 || $0.unfinished > 0 }
    var table = Table([
      ("new", .right), ("known", .right), ("not events", .right), ("format", .whole),
      ("file", .left),
    ])
    for report in news.prefix(shown) {
      table.add([
        Numbers.grouped(report.new), Numbers.grouped(report.known),
        Numbers.grouped(report.damaged + report.skipped), report.format ?? "-",
        SafeText.of(name(of: report.path)),
      ])
    }
    guard !table.isEmpty else { return [] }
    let rest = news.count - shown
    return table.lines(for: terminal)
      + (rest > 0 ? ["and \(Numbers.count(rest, "more file"))"] : [])
  }

  /// A path from the user's own folder on.
  private static func name(of path: String) -> String {
    guard let home = StoreLocation.variable("HOME"), home.count > 1, path.hasPrefix(home + "/")
    else { return path }
    return "~" + path.dropFirst(home.count)
  }

  /// What one file brought, for whoever follows.
  static func line(of report: FileReport) -> String {
    SafeText.of("\(report.path)  \(Numbers.count(report.new, "new event"))")
      + (report.damaged + report.skipped > 0
        ? ", not events: \(Numbers.grouped(report.damaged + report.skipped))" : "")
  }

  /// How far one came that somebody ended.
  static func interrupted(_ count: ImportTally.Count) -> String {
    "interrupted; imported \(Numbers.count(count.new, "new event")) of "
      + "\(Numbers.count(count.files, "file")) (\(Numbers.bytes(count.bytes)) read): they are in the "
      + "log; run it again, and it goes on from there"
  }

  /// The whole of it in a few sentences.
  static func summary(of reports: [FileReport], leftOut: [LeftOutFile]) -> [String] {
    let new = reports.reduce(0) { $0 + $1.new }
    let known = reports.reduce(0) { $0 + $1.known }
    let bytes = reports.reduce(0) { $0 + $1.bytes }
    let unchanged = reports.count { $0.isUnchanged }
    var text =
      "imported \(Numbers.count(new, "new event")) of \(Numbers.count(reports.count, "file"))"
    text += " (\(Numbers.bytes(bytes)) read); known: \(Numbers.grouped(known))"
    if unchanged > 0 { text += "; unchanged files: \(Numbers.grouped(unchanged))" }
    if !leftOut.isEmpty { text += "; left out: \(Numbers.grouped(leftOut.count))" }
    return [text] + remarks(on: reports) + remarks(on: leftOut)
  }

  /// What was left out: first what is called as files of lines are.
  private static func remarks(on leftOut: [LeftOutFile]) -> [String] {
    let (others, strange) =
      (leftOut.filter { $0.reason != .content }, leftOut.filter { $0.reason == .content })
    return [
      ("left out, as none of the first lines is an object: ", strange), ("left out: ", others),
    ]
    .filter { !$0.1.isEmpty }.map { $0.0 + names(of: $0.1) }
  }

  private static func names(of files: [LeftOutFile]) -> String {
    let names = files.prefix(named).map { SafeText.of(name(of: $0.path)) }.joined(separator: ", ")
    let rest = files.count - named
    return rest > 0 ? "\(names) and \(Numbers.grouped(rest)) more" : names
  }

  private static func remarks(on reports: [FileReport]) -> [String] {
    var remarks: [String] = []
    var reasons: [Quarantine.Reason: Int] = [:]
    for report in reports { reasons.merge(report.quarantined) { $0 + $1 } }
    reasons[.tooLong, default: 0] += reports.reduce(0) { $0 + $1.skipped }
    let words = reasons.filter { $0.value > 0 }.sorted { $0.key.rawValue < $1.key.rawValue }
      .map { "\($0.key.rawValue) \(Numbers.grouped($0.value))" }
    if !words.isEmpty { remarks.append("not events: \(words.joined(separator: ", "))") }
    let hidden = reports.reduce(0) { sum, report in
      report.hidden.reduce(sum) { $0 + $1.count }
    }
    if hidden > 0 { remarks.append("secrets hidden: \(Numbers.grouped(hidden))") }
    let reserved = reports.reduce(0) { $0 + $1.reserved }
    if reserved > 0 {
      remarks.append("of tlm's own names, which steer nothing here: \(Numbers.grouped(reserved))")
    }
    let waiting = reports.count { $0.unfinished > 0 }
    if waiting > 0 {
      remarks.append(
        "\(Numbers.count(waiting, "file")) with a last line that is not whole: it comes with the next "
          + "import")
    }
    return remarks
  }
}
