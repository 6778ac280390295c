import ArgumentParser
import TLM

/// `tlm append`: lines that are JSON already, into the log as they are.
struct Append: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Append lines of JSON to the log, byte for byte and in order.",
    discussion: """
      Every line is acknowledged once it is in the log, in batches; the lock is never held while
      input is awaited. Lines that are not JSON are appended, too, and reported as quarantined.

      Examples:
        tlm append events.jsonl
        producer | tlm append --receipts -
      """)

  @OptionGroup var store: StoreOptions

  @Flag(help: "Print position and length of every line, once it is in the log.")
  var receipts = false

  @Flag(help: "Make each batch durable against power loss before it is acknowledged.")
  var synced = false

  @Argument(help: "Files to append, in this order; - is standard input.")
  var files: [String] = ["-"]

  func run() throws {
    let store = try store.openForWriting()
    let output = Output(isLineBuffered: true)
    let progress = Progress("append", total: files.contains("-") ? nil : FileCheck.size(of: files))
    var total = Appended()
    for file in files {
      try append(file, to: store.log, output, progress, &total)
    }
    progress.finish()
    if !receipts {
      Message.note(
        "appended \(Numbers.grouped(total.lines)) line\(total.lines == 1 ? "" : "s"), "
          + Numbers.bytes(total.bytes)
          + (total.quarantined > 0
            ? "; not events: \(Numbers.grouped(total.quarantined)) (see tlm doctor)" : ""))
    }
    if total.lines == 0 { throw Failure.nothingFound }
  }

  private struct Appended {
    var lines = 0
    var bytes: Int64 = 0
    var quarantined = 0
  }

  private func append(
    _ file: String, to log: EventLog, _ output: Output, _ progress: Progress,
    _ total: inout Appended
  ) throws {
    var source = try ArrivingLines(path: file)
    let parser = LineParser()
    while var batch = try source.next() {
      if batch.last != UInt8(ascii: "\n") { batch.append(UInt8(ascii: "\n")) }
      let receipt = try log.append(
        lines: batch, durability: synced ? .synced : .flushed, patience: .seconds(10))
      if receipts { printReceipts(batch, receipt, output) }
      total.lines += receipt.lines
      total.bytes += Int64(batch.count)
      total.quarantined += parser.parse(LineChunk(batch)).quarantined.count
      progress.update(total.bytes)
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
