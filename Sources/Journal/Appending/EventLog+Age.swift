public import Events
import SystemCalls

/// When a segment is to be sealed.
package struct RotationLimits: Sendable, Equatable {
  /// Bytes.
  package var size: Int64
  /// How long after it was begun; nil: at no age.
  package var age: Duration?

  package init(size: Int64, age: Duration?) {
    self.size = size
    self.age = age
  }

  package init(_ options: EventLog.Options) {
    self.init(size: options.segmentLimit, age: options.segmentAge)
  }
}

extension EventLog {
  /// Seals the segment that takes appends, where it is full or old, as the options say; nothing for
  /// an empty one. An append seals full segments; `tlm watch`, or whoever runs for long, old ones.
  ///
  /// Only sealed segments can be pruned, so a log of little a day would be kept whole without it.
  ///
  /// - Parameters:
  ///   - now: the wall clock.
  ///   - timeout: how long to wait for the lock.
  /// - Returns: whether one was sealed.
  /// - Throws: as `rotate`.
  @discardableResult
  public func sealIfDue(
    at now: Timestamp = .current, timeout: Duration = .seconds(1)
  ) throws(JournalError) -> Bool {
    try sealIfDue(by: RotationLimits(options), at: now, timeout: timeout)
  }

  /// The same, by other limits.
  @discardableResult
  package func sealIfDue(
    by limits: RotationLimits, at now: Timestamp, timeout: Duration = .seconds(1)
  ) throws(JournalError) -> Bool {
    guard let (base, sum) = try dueSegment(limits, now) else { return false }
    let deadline = SystemCalls.deadline(after: timeout)
    return try writer.value.withLock(by: deadline) { tail throws(JournalError) in
      try journaled { () throws(SystemError) in
        // Somebody else may have been faster.
        guard try tail.closed().0.base == base else { return false }
        try tail.rotate(sum: sum)
        return true
      }
    }
  }

  /// The segment that is due, with the sum of what it has: that is read before the lock is taken, so
  /// that nobody waits for it.
  private func dueSegment(
    _ limits: RotationLimits, _ now: Timestamp
  ) throws(JournalError) -> (base: Position, SealSum)? {
    try journaled { () throws(SystemError) in
      let list = try SegmentList(layout)
      guard let base = list.last, let status = try FileStatus.of(layout.segment(base)),
        status.size > 0, !status.isSealed
      else { return nil }
      if status.size < limits.size {
        guard try isOlder(than: limits.age, base, list, now) else { return nil }
      }
      var sum = SealSum()
      try sum.extend(over: Descriptor.open(layout.segment(base), .read), to: status.size)
      return (base, sum)
    }
  }

  private func isOlder(
    than age: Duration?, _ base: Position, _ list: SegmentList, _ now: Timestamp
  ) throws(SystemError) -> Bool {
    guard let age, let begun = try begin(of: base, list), let passed = now.since(begun) else {
      return false
    }
    return .nanoseconds(passed.rawValue) >= age
  }

  /// When a segment was begun: when the one before it was sealed, or when the store was made.
  private func begin(of base: Position, _ list: SegmentList) throws(SystemError) -> Timestamp? {
    guard let previous = list.bases.last(where: { $0 < base }) else {
      // A store that does not say when it was made is sealed by size alone.
      return ((try? readIdentity()) ?? nil).flatMap { Timestamp($0.created) }
    }
    var sealed = try FileStatus.of(layout.sum(previous))
    if sealed == nil { sealed = try FileStatus.of(layout.segment(previous)) }
    return sealed?.modified_ns.map(Timestamp.init(rawValue:))
  }
}
