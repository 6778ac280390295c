import ArgumentParser
import Documents
import Emitting
import TLM

/// `tlm append`: lines that are JSON already, into the log as they are.
struct Append: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "append",
    abstract: "Append lines of JSON to the log, byte for byte and in order.",
    discussion: """
      Every line is acknowledged once it is in the log, in batches; the lock is never held while \
      input is awaited. An interrupted append says how much is in, and how to go on. Lines that are \
      not JSON are appended, too, and reported as quarantined; but an input that begins as another \
      format does (gzip, UTF-16, one JSON array, …) is not: tlm says what to do with it and ends \
      with 2, as it does where no line is an event.

      With a condition the input is one batch, all of it or nothing, of events only. It ends with \
      1 if the condition does not hold: somebody else was faster.

      Examples:
        tlm append events.jsonl
        producer | tlm append --receipts -
        tlm append --expect-revision order-7=2 shipped.jsonl
        tlm append --if-none --event deploy --after 81920 deploy.jsonl
        echo '{"event":"charged"}' | tlm append --key charge-118 --json
      """)

  @OptionGroup var store: StoreOptions

  @Flag(help: "Print position and length of every line, once it is in the log.")
  var receipts = false

  @Flag(help: "Make each batch durable against power loss before it is acknowledged.")
  var synced = false

  @OptionGroup var format: FormatOptions

  @OptionGroup var condition: AppendConditionOptions

  @Argument(help: "Files to append, in this order; - is standard input.")
  var files: [String] = ["-"]

  func validate() throws {
    if receipts && (format.json || condition.isGiven) {
      throw ValidationError("--receipts goes with neither --json nor a condition")
    }
  }

  func run() throws {
    let store = try store.openForWriting()
    if condition.isGiven { return try appendConditionally(to: store) }
    let output = Output(isLineBuffered: true)
    let progress = Progress("append", total: files.contains("-") ? nil : FileCheck.size(of: files))
    let state = AppendState(files, options: again)
    let asked = Signals.onceAsked { state.end(by: $0) }
    for file in files {
      try append(file, to: store.log, output, progress, state)
    }
    progress.finish()
    asked.cancel()
    let total = state.total
    if format.json {
      output.json(total.document)
    } else if !receipts {
      Message.note(total.text)
    }
    if total.events == 0, total.quarantined > 0 {
      throw UnreadableInput(total.beginning, lines: total.quarantined, of: files)
    }
    if total.lines == 0 { throw Failure.nothingFound }
  }

  private func append(
    _ file: String, to log: EventLog, _ output: Output, _ progress: Progress, _ state: AppendState
  ) throws {
    state.begin(file)
    var source = try ArrivingLines(path: file)
    let parser = LineParser()
    var isFirst = true
    while let read = try lines(of: &source) {
      if isFirst, UnreadableInput.isForeign(read, by: parser) {
        if state.total.lines > 0 { Message.note(state.total.text) }
        throw UnreadableInput(read, of: [file])
      }
      isFirst = false
      if let refusal = AgentLines.refusal(of: read) { throw refusal }
      let batch = read.last == UInt8(ascii: "\n") ? read : read + [UInt8(ascii: "\n")]
      let parsed = parser.parse(LineChunk(batch))
      // Blank lines alone are nothing.
      if parsed.count == 0, parsed.quarantined.isEmpty {
        state.pass(batch.count)
        continue
      }
      let receipt = try state.take(batch, parsed) { () throws(JournalError) in
        try log.append(
          lines: batch, durability: synced ? .synced : .flushed, timeout: .seconds(10))
      }
      if receipts { printReceipts(batch, receipt, output) }
      progress.update(state.total.bytes)
    }
  }

  /// The options with which the rest is appended in the same way.
  private var again: [String] {
    (store.store.map { ["--store", $0] } ?? []) + (receipts ? ["--receipts"] : [])
      + (synced ? ["--synced"] : [])
  }

  /// The next lines; one that can be no event ends it, however much of it is still to come.
  fileprivate func lines(of source: inout ArrivingLines) throws(JournalError) -> [UInt8]? {
    switch try source.next() {
    case .lines(let lines): return lines
    case .longLine, .longLineEnd:
      throw JournalError(
        .lineTooLong,
        "a line is over \(ArrivingLines.longestLine) bytes and can be no event; neither it nor "
          + "anything behind it was written; shorten it")
    case nil: return nil
    }
  }

  private func printReceipts(_ batch: [UInt8], _ receipt: Receipt, _ output: Output) {
    var position = receipt.position.rawValue
    var lines: [UInt8] = []
    for line in batch.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .dropLast()
    {
      lines += Array("\(position) \(line.count + 1)\n".utf8)
      position += Int64(line.count) + 1
    }
    lines.removeLast()
    output.line(lines)
  }
}

extension Append {
  /// Most bytes of input that one conditional append takes: it is held in memory whole.
  private static let batchLimit = 64 << 20

  /// Appends all input at once, if the condition holds.
  private func appendConditionally(to store: Store) throws {
    var lines: [UInt8] = []
    for file in files { lines += try read(file, room: Self.batchLimit - lines.count) }
    if let refusal = AgentLines.refusal(of: lines) { throw refusal }
    if lines.isEmpty { throw Failure.nothingFound }
    let output = Output()
    do throws(AppendError) {
      _ = store.drainBeforeReading(timeout: .seconds(1))
      let receipt = try store.log.append(
        lines: lines, onlyIf: condition.all, key: condition.key,
        durability: synced ? .synced : .flushed, timeout: .seconds(10))
      if format.json {
        output.json(ReceiptDocument(receipt))
      } else {
        Message.note(AppendView.text(of: receipt))
      }
    } catch {
      guard error.isConflict else { throw error }
      if format.json {
        output.json(ConflictDocument(error))
      } else {
        Message.error(SafeText.of(error.message))
      }
      output.flush()
      throw Failure.conditionFailed
    }
  }

  private func read(_ file: String, room: Int) throws -> [UInt8] {
    var source = try ArrivingLines(path: file)
    var lines: [UInt8] = []
    while let batch = try self.lines(of: &source) {
      lines += batch
      if lines.count > room {
        throw JournalError(
          .lineTooLong,
          "a conditional append takes at most \(Numbers.bytes(Int64(Self.batchLimit))) at once; "
            + "nothing was written")
      }
    }
    if let last = lines.last, last != UInt8(ascii: "\n") { lines.append(UInt8(ascii: "\n")) }
    return lines
  }
}
