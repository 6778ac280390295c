import TLM

/// Readings for people.
enum SensorView {
  static func lines(
    of snapshot: SensorReader.Snapshot, showsSilent: Bool, for terminal: Terminal
  ) -> [String] {
    var table = Table([
      ("sensor", .left), ("value", .right), ("unit", .whole), ("age", .right), ("", .whole),
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
    if silent > 0 {
      let verb = silent == 1 ? "says" : "say"
      lines += ["", "\(Numbers.count(silent, "sensor")) \(verb) nothing (--all shows them)"]
    }
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
    return Numbers.age(age.rawValue / 1_000_000_000)
  }
}
