import Events

/// The bytes of runs whose writers died, which the log had in part when they were pruned.
enum PartialRuns {
  /// What the log had of a run that was never whole; nil for a run that was.
  static func bytes(of run: RunExtent, in layout: StoreLayout) throws(JournalError) -> [UInt8]? {
    guard let base = try LogBase.inForce(layout), let bytes = try base.bytes(of: run.section) else {
      return nil
    }
    var reader = PackedReader(bytes: bytes, index: 0)
    while let position = reader.number(), let bytes = reader.blob() {
      if position == run.position.rawValue { return bytes }
    }
    return nil
  }

  /// What a base says of those of them that are not whole.
  static func section(of runs: [RunExtent], in log: EventLog) throws(JournalError) -> [UInt8] {
    var partial = PackedWriter(bytes: [])
    for run in runs where try !log.holdsAll(of: run) {
      partial.number(run.position.rawValue)
      partial.blob(try log.bytes(of: run))
    }
    return partial.bytes
  }
}
