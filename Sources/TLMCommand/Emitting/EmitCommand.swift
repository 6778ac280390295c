import TLM

/// `tlm emit`, as fast as a process can be: no argument parser, no index, one append.
///
/// It never fails its caller: whatever goes wrong, it is silent and ends with 0, unless it is
/// told to be strict. `TLM_DEBUG` makes it say what went wrong all the same.
enum EmitCommand {
  /// The exit code; nil where the argument parser should show its help.
  static func run(_ arguments: [String]) -> Int32? {
    let isStrict = arguments.contains("--strict")
    do {
      let asked = try EmitArguments(arguments)
      if asked.wantsHelp { return nil }
      try emit(asked)
      return 0
    } catch {
      if isStrict || StoreLocation.variable("TLM_DEBUG") != nil {
        Message.error(SafeText.of("\(error)"))
      }
      guard isStrict else { return 0 }
      return error is EmitArguments.Mistake ? 64 : 2
    }
  }

  private static func emit(_ asked: EmitArguments) throws {
    let location = StoreLocation.resolve(option: asked.store)
    let isNew = FileCheck.isMissing(location.path + "/log")
    let producer = try Producer.forEmitting(into: location)
    if isNew { Message.note(SafeText.of("tlm: made a store at \(location.path)")) }
    let durability: Durability = asked.isSynced ? .synced : .flushed
    if asked.readsInput {
      _ = producer.drainFirst()
      try emitInput(asked, producer, durability)
    } else {
      try producer.emit(try EmitFields.event(asked), durability: durability)
    }
    // A spool file that is left behind waits for the next command.
    _ = try? producer.settle(timeout: .zero)
  }

  private static func emitInput(
    _ asked: EmitArguments, _ producer: Producer, _ durability: Durability
  ) throws {
    var source = try ArrivingLines(path: "-")
    let limit = producer.log.options.lineLimit
    var failure: JournalError?
    var lost = 0
    while let lines = try source.next() {
      let batch = EmittedLines.stamped(lines, at: .current, limit: limit)
      if batch.isEmpty { continue }
      do throws(JournalError) {
        _ = try producer.append(lines: batch, durability: durability)
      } catch {
        // Who writes to us must not be stopped by a closed pipe: read on, and count.
        if asked.isStrict { throw error }
        failure = error
        lost += batch.count { $0 == UInt8(ascii: "\n") }
      }
    }
    if let failure {
      throw JournalError(failure.code, "\(lost) lines were lost: \(failure.message)")
    }
  }
}
