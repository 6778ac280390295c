import Events
import SystemCalls

extension EventLog {
  /// What a drain moved into the log.
  public struct Drained: Sendable, Hashable {
    /// Bytes of sources that were not in the log before.
    public var bytes: Int64 = 0
    /// Sources that had anything to give.
    public var sources = 0
    /// Sources that could not be read, with the reason.
    public var failures: [String] = []
  }
}

extension EventLog {
  /// What keeps the log itself from being written.
  private static let stopsEverySource: Set<JournalError.Code> = [
    .busy, .full, .fileTooLarge, .readOnly, .noStore, .newerFormat,
  ]

  /// Moves the waiting lines of the inbox and of abandoned spool files into the log.
  ///
  /// Each hold of the lock moves about a megabyte, so appends of others go on in between.
  ///
  /// - Parameters:
  ///   - holds: how often the lock may be taken; what is left waits for the next drain.
  ///   - timeout: how long to wait for the lock each time.
  /// - Throws: `busy`, `full` and other failures of an append; what was moved stays moved.
  @discardableResult
  public func drain(holds: Int = .max, timeout: Duration = .seconds(10)) throws(JournalError)
    -> EventLog.Drained
  {
    var result = EventLog.Drained()
    var holds = holds
    guard hasWaitingSources else { return result }
    var sources = try journaled { () throws(SystemError) in try SourceCatalog.all(in: layout) }
    if sources.count > Self.group {
      sources = try drainTogether(sources, holds: &holds, timeout: timeout, &result)
      sealIfFull()
    }
    for source in sources {
      guard holds > 0 else { break }
      do throws(JournalError) {
        let moved = try drain(source, holds: &holds, timeout: timeout, &result)
        if moved > 0 {
          result.bytes += moved
          result.sources += 1
        }
      } catch {
        // What stops one source only must not keep the others waiting.
        if Self.stopsEverySource.contains(error.code) { throw error }
        result.failures.append("\(source.location): \(error.message)")
      }
    }
    return result
  }

  /// Moves the lines of any file into the log, through the same mechanism as the inbox: a second
  /// import of a file that has grown moves only what is new.
  ///
  /// - Parameters:
  ///   - path: the file; its absolute path is the source's name.
  ///   - isComplete: whether an unterminated last line is a line (true) or still being written.
  ///   - timeout: how long to wait for the lock each time.
  /// - Throws: `system` where the file cannot be read, `busy`, `full` and other failures of an
  ///   append; what was moved stays moved.
  @discardableResult
  public func importFile(_ path: String, isComplete: Bool = true, timeout: Duration = .seconds(10))
    throws(JournalError) -> EventLog.Drained
  {
    let path = StoreLocation.absolute(path, StoreLocation.currentDirectory())
    return try drain(from: ImportedFile(path, isComplete: isComplete), timeout: timeout)
  }

  /// Moves the lines of one source into the log, whatever kind of source it is.
  ///
  /// - Parameters:
  ///   - source: what gives the lines.
  ///   - timeout: how long to wait for the lock each time.
  /// - Throws: `system` where the source cannot be read, `busy`, `full` and other failures of an
  ///   append; what was moved stays moved.
  @discardableResult
  package func drain(
    from source: some Source, timeout: Duration = .seconds(10)
  ) throws(JournalError) -> EventLog.Drained {
    var result = EventLog.Drained()
    var holds = Int.max
    result.bytes = try drain(source, holds: &holds, timeout: timeout, &result)
    result.sources = result.bytes > 0 ? 1 : 0
    if let failure = result.failures.first { throw JournalError(.system, failure) }
    return result
  }

  /// Seals the segment that a drain made as long as segments are: nobody may append to the log besides.
  func sealIfFull() {
    var limits = RotationLimits(options)
    limits.age = nil
    // What was moved is in the log; a segment over its limit is only larger than it should be.
    _ = try? sealIfDue(by: limits, at: .now(), timeout: .seconds(1))
  }

  private func drain(
    _ source: some Source, holds: inout Int, timeout: Duration, _ result: inout EventLog.Drained
  ) throws(JournalError) -> Int64 {
    var total: Int64 = 0
    while holds > 0 {
      holds -= 1
      let deadline = SystemCalls.deadline(after: timeout)
      let step = try writer.value.withLock(by: deadline) { tail throws(JournalError) in
        try source.drainOnce(&tail)
      }
      switch step {
      case .moved(let count):
        total += count
        sealIfFull()
      case .finished: return total
      case .unreadable(let reason):
        result.failures.append(reason)
        return total
      }
    }
    return total
  }
}

extension EventLog {
  /// How many sources share a hold of the lock: a few milliseconds' worth.
  private static let group = 64

  /// Moves the lines of many small sources, several in one hold: thousands of spool files come in
  /// within seconds.
  ///
  /// - Returns: those that have more to give, or could not be read.
  private func drainTogether(
    _ sources: [any Source], holds: inout Int, timeout: Duration,
    _ result: inout EventLog.Drained
  ) throws(JournalError) -> [any Source] {
    var rest: [any Source] = []
    for start in stride(from: 0, to: sources.count, by: Self.group) {
      var group = Array(sources[start..<min(start + Self.group, sources.count)])
      // First what they have, then their end, for which what they had is made durable once.
      for finishes in [false, true] where !group.isEmpty && holds > 0 {
        holds -= 1
        let part = group
        let deadline = SystemCalls.deadline(after: timeout)
        let steps = try writer.value.withLock(by: deadline) {
          tail throws(JournalError) -> [DrainStep] in
          var hold = try DrainHold(&tail)
          defer { tail = hold.tail }
          var steps: [DrainStep] = []
          for source in part {
            do throws(JournalError) {
              steps.append(try source.step(in: &hold, finishes: finishes))
            } catch {
              if Self.stopsEverySource.contains(error.code) { throw error }
              steps.append(.unreadable(error.message))
            }
          }
          hold.save()
          return steps
        }
        var left: [any Source] = []
        for (source, step) in zip(part, steps) {
          switch step {
          case .moved(let count):
            result.bytes += count
            if !finishes { result.sources += 1 }
            left.append(source)
          case .finished: if !finishes { left.append(source) }
          case .unreadable(let reason): result.failures.append("\(source.location): \(reason)")
          }
        }
        group = left
      }
      rest += group
    }
    return rest
  }
}

extension EventLog {
  /// Whether the inbox or a spool file may hold lines that are not in the log yet. A quick look
  /// without the lock: true where a drain would have to find out.
  public var hasWaitingSources: Bool {
    // Where the folder cannot be read there is nothing that a drain could do either.
    let sources = (try? SourceCatalog.all(in: layout)) ?? []
    return sources.contains { $0.mayHaveMore }
  }
}
