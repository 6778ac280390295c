package import TLM

/// What an append without a condition came to: what `tlm append --json` prints.
package struct AppendedDocument: Document {
  private let lines: Int
  private let bytes: Int64
  private let quarantined: Int

  /// - Parameter quarantined: how many of the lines are no events.
  package init(lines: Int, bytes: Int64, quarantined: Int) {
    self.lines = lines
    self.bytes = bytes
    self.quarantined = quarantined
  }

  package var json: Value {
    [
      "appended": .bool(lines > 0), "lines": .integer(Int64(lines)), "bytes": .integer(bytes),
      "quarantined": .integer(Int64(quarantined)),
    ]
  }
}
