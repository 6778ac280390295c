import TLM

/// Readings for people.
enum SensorView {
  static func lines(
    of snapshot: SensorReader.Snapshot, showsSilent: Bool, for terminal: Terminal
  ) -> [String] {
    var table = Table([
      ("sensor", .left), ("value", .right), ("unit", .left), ("age", .right), ("", .left),
    ])
    let shown = snapshot.entries.filter { showsSilent || $0.reading != nil }
    for entry in shown {
      table.add([
        SafeText.of(entry.sensor.id), entry.reading.map { text($0.value) } ?? "-",
        entry.sensor.unit == "–" ? "" : SafeText.of(entry.sensor.unit),
        entry.reading.map { age(of: $0, at: snapshot.time) } ?? "",
        entry.reading?.isStale ?? false ? "stale" : "",
      ])
    }
    var lines = shown.isEmpty ? ["no sensor says anything"] : []
    if !shown.isEmpty {
      lines = table.lines(for: terminal) { $0 == 4 && $1 == "stale" ? .yellow : nil }
    }
    let silent = snapshot.entries.count - shown.count
    if silent > 0 { lines += ["", "\(silent) sensors say nothing (--all shows them)"] }
    return lines
  }

  /// For scripts: every digit, and a whole number without its `.0`.
  static func bare(_ amount: SensorValue) -> String {
    switch amount {
    case .number(let number): Int64(exactly: number).map(String.init) ?? number.description
    case .word(let word): SafeText.of(word)
    }
  }

  /// With at most three decimals, or a word.
  static func text(_ amount: SensorValue) -> String {
    guard case .number(let number) = amount else { return bare(amount) }
    return Int(exactly: number).map(Numbers.grouped) ?? Numbers.fixed(number, decimals: 3)
  }

  /// `4 s`, `12 min`, `3 h`, `9 d`; nothing where nobody knows.
  static func age(of reading: SensorReading, at time: Timestamp) -> String {
    guard let read = reading.time, let age = time.since(read) else { return "" }
    let seconds = max(0, age.rawValue / 1_000_000_000)
    switch seconds {
    case ..<120: return "\(seconds) s"
    case ..<7200: return "\(seconds / 60) min"
    case ..<172_800: return "\(seconds / 3600) h"
    default: return "\(seconds / 86_400) d"
    }
  }
}
