import Events

/// Times as clients of the API know them.
enum RunTime {
  /// `2026-02-13T10:00:00.5+00:00`.
  static func text(_ time: Timestamp) -> String {
    let text = time.description
    return text.hasSuffix("Z") ? text.dropLast() + "+00:00" : text
  }

  /// `2026-02-13 10:00:00`, as a database of theirs writes it.
  static func plain(_ time: Timestamp) -> String {
    let text = time.description.prefix(19)
    return String(text.map { $0 == "T" ? " " : $0 })
  }
}
