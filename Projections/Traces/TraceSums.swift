package import Events

/// A trace, summed up.
package struct TraceSums: Sendable {
  /// Spans that have an id.
  package private(set) var spans = 0
  /// Those that failed.
  package private(set) var failed = 0
  /// When the first of them began.
  package private(set) var begin: Timestamp?
  /// When the last of them ended.
  package private(set) var end: Timestamp?
  /// The name of its span without a parent that began first.
  package private(set) var root: Label?
  private var rootBegin: Timestamp?

  /// Every trace, by its id.
  package static func all(of rows: Rows<Traces.Row>) -> [Label: TraceSums] {
    var traces: [Label: TraceSums] = [:]
    rows.forEach { _, row in traces[row.trace, default: TraceSums()].add(row) }
    return traces
  }

  private mutating func add(_ row: Traces.Row) {
    if row.span != nil { spans += 1 }
    if row.hasFailed { failed += 1 }
    if let time = row.begin { begin = min(begin ?? time, time) }
    if let time = row.end { end = max(end ?? time, time) }
    guard row.span != nil, row.parent == nil, let name = row.name else { return }
    let known = (rootBegin?.rawValue ?? .max, root ?? name)
    if root == nil || (row.begin?.rawValue ?? .max, name) < known {
      (root, rootBegin) = (name, row.begin)
    }
  }

  /// From its first event to its last; nil where no time is known.
  package var duration: Nanoseconds? { begin.flatMap { begin in end.flatMap { $0.since(begin) } } }

  var value: Value {
    [
      "root": Value(root), "spans": Value(spans), "failed": Value(failed),
      "begin": begin.map { .string($0.description) } ?? .null,
      "end": end.map { .string($0.description) } ?? .null,
      "duration_s": Value(duration?.seconds),
    ]
  }
}
