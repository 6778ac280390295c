public import Events
public import Journal

extension Producer {
  /// A producer that may be part of any program: it makes what is missing of the store, so that no
  /// event is lost for it, and leaves the sealing of full segments to programs nobody waits for.
  ///
  /// ```swift
  /// let producer = try Producer.forEmitting(into: StoreLocation.resolve(option: nil))
  /// try producer.emit(NewEvent("build_finished", at: .current))
  /// ```
  ///
  /// - Throws: as `EventLog.create`.
  public static func forEmitting(into location: StoreLocation) throws(JournalError) -> Producer {
    Producer(try EventLog.create(location.path, options: emittingOptions))
  }

  /// The same for who makes no store: a server whose own was taken away must not answer from another.
  ///
  /// - Throws: as `EventLog.open`: `noStore` where there is none.
  package static func forEmitting(
    intoPresent location: StoreLocation
  ) throws(JournalError) -> Producer {
    Producer(try EventLog.open(location.path, options: emittingOptions))
  }

  private static var emittingOptions: EventLog.Options {
    var options = EventLog.Options()
    // A quarter beyond the limit; sealing a segment takes a while.
    options.segmentLimit += options.segmentLimit / 4
    return options
  }

  /// Appends an event behind what others could not append in time, or spools it. Texts that make
  /// its line longer than the log takes are cut, with a mark.
  ///
  /// - Parameters:
  ///   - event: with its time; without one it takes that of the line before it.
  ///   - durability: what a receipt must promise.
  /// - Throws: as `append`.
  @discardableResult
  public func emit(
    _ event: NewEvent, durability: Durability = .flushed
  ) throws(JournalError) -> Outcome {
    let timeout = drainFirst()
    let line = event.shortened(to: log.options.lineLimit).line()
    return try append(lines: line, durability: durability, timeout: timeout)
  }

  /// Moves what others could not append in time into the log, so that events stay in order.
  ///
  /// - Returns: how long an append may wait: not at all once the lock was found taken.
  public func drainFirst() -> Duration {
    let timeout = log.options.timeout
    guard log.hasWaitingSources else { return timeout }
    do throws(JournalError) {
      // Who has missed a deadline only looks whether the lock is free: not each event waits for it.
      try log.drain(holds: 8, timeout: isSpooling ? .zero : timeout)
      return timeout
    } catch {
      return error.code == .busy ? .zero : timeout
    }
  }
}
