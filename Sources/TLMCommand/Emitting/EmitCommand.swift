import SystemCalls
import TLM

/// `tlm emit`, as fast as a process can be: no argument parser, no index, one append.
///
/// It never fails its caller: whatever goes wrong, it ends with 0, unless it is told to be strict. A
/// person at a terminal is told what went wrong, and so is who sets `TLM_DEBUG`; a program is not.
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
      if isStrict || isHeard { Message.error(SafeText.of("\(error)")) }
      guard isStrict else { return 0 }
      return error is EmitArguments.Mistake ? 64 : 2
    }
  }

  /// Whether somebody reads what is said.
  private static var isHeard: Bool {
    StandardStream.error.isTerminal || StoreLocation.variable("TLM_DEBUG") != nil
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
      tellTexts(asked)
    }
    // A spool file that is left behind waits for the next command.
    _ = try? producer.settle(timeout: .zero)
  }

  /// Says which values were meant as JSON and are none.
  private static func tellTexts(_ asked: EmitArguments) {
    let texts = EmitFields.texts(of: asked)
    guard !texts.isEmpty, isHeard else { return }
    for field in texts {
      Message.error(SafeText.of("\(field.name):=\(field.text) is not JSON; it went in as text"))
    }
  }

  /// The next lines as the log takes them.
  private static func batch(
    of source: inout ArrivingLines, _ limit: Int
  ) throws(JournalError) -> [UInt8]? {
    switch try source.next() {
    case .lines(let lines): return EmittedLines.stamped(lines, at: .current, limit: limit)
    case .longLine(let long):
      let beginning = Array(long.prefix(limit))
      guard case .longLineEnd(let length)? = try source.next() else { return nil }
      return EmittedLines.beginning(beginning, ofBytes: length, at: .current, limit: limit)
    case .longLineEnd: return []
    case nil: return nil
    }
  }

  private static func emitInput(
    _ asked: EmitArguments, _ producer: Producer, _ durability: Durability
  ) throws {
    var source = try ArrivingLines(path: "-")
    let limit = producer.log.options.lineLimit
    var failure: JournalError?
    var lost = 0
    while let batch = try batch(of: &source, limit) {
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
