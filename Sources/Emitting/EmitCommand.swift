import Configuration
import Events
import Journal
import SystemCalls
import Telemetry

/// `tlm emit` and `tlm-emit`, as fast as a process can be: no argument parser, no index, one append.
///
/// It never fails its caller: whatever goes wrong, it ends with 0, unless it is told to be strict. A
/// person at a terminal is told what went wrong, and so is who sets `TLM_DEBUG`; a program is not.
package enum EmitCommand {
  /// The exit code; nil where help is asked for.
  package static func run(_ arguments: [String]) -> Int32? {
    let isStrict = arguments.contains("--strict")
    do {
      let asked = try EmitArguments(arguments)
      if asked.wantsHelp { return nil }
      try emit(asked)
      return 0
    } catch {
      if isStrict || Hearing.isHeard { Hearing.tell("tlm: " + SafeText.of("\(error)")) }
      guard isStrict else { return 0 }
      return error is EmitArguments.Mistake ? 64 : 2
    }
  }

  /// What is set. A mistake in a file of settings loses no event: it is told to who listens, and what is
  /// built in holds.
  private static func preparation(
    at location: StoreLocation, _ asked: EmitArguments
  ) throws -> Preparation {
    do {
      let settings = try Settings.load(at: location)
      let key = Settings.storeID(at: location).map { Array($0.utf8) } ?? []
      return Preparation(try Emitter.Options(settings, key: key))
    } catch {
      if asked.isStrict { throw error }
      Hearing.complain(error)
      return Preparation(.environment)
    }
  }

  private static func emit(_ asked: EmitArguments) throws {
    let location = StoreLocation.resolve(option: asked.store)
    let preparation = try preparation(at: location, asked)
    guard preparation.options.isEnabled else { return }
    // What cannot be looked at is not there for this user.
    let isNew = ((try? FileStatus.of(location.path + "/log")) ?? nil) == nil
    let producer = try Producer.forEmitting(into: location)
    if isNew { Hearing.tell(SafeText.of("tlm: made a store at \(location.path)")) }
    let durability: Durability = asked.isSynced ? .synced : .flushed
    if asked.readsInput {
      _ = producer.drainFirst()
      try emitInput(asked, producer, durability, preparation)
    } else {
      let event = try EmitFields.event(asked)
      if let refusal = AgentLines.refusal(ofEvent: event.name) { throw refusal }
      if let kept = preparation.kept(event, in: .inherited) {
        var report = RedactionReport()
        let event = preparation.redacted(kept, &report)
        try producer.emit(event, durability: durability)
        if preparation.options.showsEvents { Hearing.tell(ConsoleLine.text(of: event)) }
      }
      tellTexts(asked)
    }
    // A spool file that is left behind waits for the next command.
    _ = try? producer.settle(timeout: .zero)
  }

  /// Says which values were meant as JSON and are none.
  private static func tellTexts(_ asked: EmitArguments) {
    let texts = EmitFields.texts(of: asked)
    guard !texts.isEmpty, Hearing.isHeard else { return }
    for field in texts {
      Hearing.tell(
        "tlm: " + SafeText.of("\(field.name):=\(field.text) is not JSON; it went in as text"))
    }
  }

  /// The next lines as the log takes them.
  private static func batch(
    of source: inout ArrivingLines, _ limit: Int
  ) throws(JournalError) -> [UInt8]? {
    switch try source.next() {
    case .lines(let lines):
      return EmittedLines.stamped(
        lines, at: .current, limit: limit, in: .inherited)
    case .longLine(let long):
      let beginning = Array(long.prefix(limit))
      guard case .longLineEnd(let length)? = try source.next() else { return nil }
      return EmittedLines.beginning(beginning, ofBytes: length, at: .current, limit: limit)
    case .longLineEnd: return []
    case nil: return nil
    }
  }

  private static func emitInput(
    _ asked: EmitArguments, _ producer: Producer, _ durability: Durability,
    _ preparation: Preparation
  ) throws {
    var source = try ArrivingLines(path: "-")
    let limit = producer.log.options.lineLimit
    var failure: JournalError?
    var lost = 0
    var report = RedactionReport()
    var input = preparation.linesOfInput
    var sampled = SampledLines(preparation)
    while let batch = try batch(of: &source, limit) {
      if batch.isEmpty { continue }
      if let refusal = AgentLines.refusal(of: batch) { throw refusal }
      let lines = sampled.kept(input.redacted(batch, &report), at: .current)
      if lines.isEmpty { continue }
      do throws(JournalError) {
        _ = try producer.append(lines: lines, durability: durability)
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
