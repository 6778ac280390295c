import Events
import Journal
import Lines
import SystemCalls
import Telemetry

/// Lines of a content on their way into the log, and what they are.
struct Batch {
  /// What is written: whole lines.
  var lines: [UInt8] = []
  /// Bytes of the content that they stand for.
  var bytes = 0
  var events = 0
  var reserved = 0
  var quarantined: [Quarantine.Reason: Int] = [:]
  /// How many events of a line that comes in parts are in the log with this; 0 at the end of a line.
  var part = 0
  /// Where each line ends: in the content, and in what is written. Only of lines that are others there.
  var ends: [(bytes: Int, lines: Int)] = []

  var damaged: Int { quarantined.values.reduce(0, +) }
}

/// Makes batches of whole lines of a file.
struct Batching {
  private(set) var dialect: any Dialect
  private let redactor: Redactor?
  private let parser = LineParser()
  private let rewrites: Bool
  /// The time of the last line so far that has one.
  private(set) var lastTime: Timestamp?
  private var redaction = RedactionReport()

  init(_ dialect: any Dialect, redactor: Redactor?, after lastTime: Timestamp?) {
    self.dialect = dialect
    self.redactor = redactor
    self.lastTime = lastTime
    rewrites = redactor != nil || dialect.rewrites
  }

  /// What was hidden since this was asked last.
  mutating func takeRedaction() -> RedactionReport {
    defer { redaction = RedactionReport() }
    return redaction
  }

  /// Whether bytes are one event.
  func isEvent(_ line: [UInt8]) -> Bool { parser.isEvent(line) }

  /// How many bytes of a content make a batch.
  var limit: Int { rewrites ? EventLog.importLimit / 2 : EventLog.importLimit }

  /// Has the dialect see lines that are in the log already.
  mutating func pass(_ lines: [UInt8]) {
    var dropped: [UInt8] = []
    for line in marked(lines) where line.isEvent {
      dropped.removeAll(keepingCapacity: true)
      dialect.rewrite(line.bytes, into: &dropped)
    }
  }

  /// The batches of whole lines; the last one may lack its newline.
  mutating func batches(_ lines: [UInt8]) -> [Batch] {
    rewrites ? rewritten(lines) : [plain(lines)]
  }

  private mutating func plain(_ lines: [UInt8]) -> Batch {
    var batch = Batch()
    batch.bytes = lines.count
    batch.lines = lines
    if lines.last != Newlines.byte { batch.lines.append(Newlines.byte) }
    count(parser.parse(LineChunk(lines)), in: &batch)
    return batch
  }

  private mutating func count(_ parsed: LineBatch, in batch: inout Batch) {
    batch.events = parsed.count
    for damage in parsed.quarantined { batch.quarantined[damage.reason, default: 0] += 1 }
    for index in 0..<parsed.count where Self.isReserved(parsed.event(at: index)) {
      batch.reserved += 1
    }
    lastTime = parsed.resolveTimes(from: lastTime)
  }

  private static func isReserved(_ event: borrowing Event) -> Bool {
    event.name.map(ReservedName.isReserved) ?? false
  }
}

/// Lines that are others in the log.
extension Batching {
  private mutating func rewritten(_ lines: [UInt8]) -> [Batch] {
    let marked = marked(lines)
    var written: [UInt8] = []
    written.reserveCapacity(lines.count + 1)
    var ends: [Int] = []
    ends.reserveCapacity(marked.count)
    for line in marked {
      if line.isEvent {
        dialect.rewrite(line.bytes, into: &written)
      } else {
        written += line.bytes
        written.append(Newlines.byte)
      }
      ends.append(written.count)
    }
    let hidden = hidden(in: written, ends, marked)
    var batches = [Batch()]
    batches[0].lines.reserveCapacity(min(written.count, EventLog.importLimit))
    var start = 0
    for (number, line) in marked.enumerated() {
      add(hidden[number]?[...] ?? written[start..<ends[number]], line, to: &batches)
      start = ends[number]
    }
    // A last line without its newline stands for no byte of one.
    let excess = batches.reduce(0) { $0 + $1.bytes } - lines.count
    if excess > 0, let last = batches.lastIndex(where: { $0.bytes > 0 }) {
      batches[last].bytes -= excess
    }
    return batches
  }

  /// What comes into the log instead of lines in which there are secrets, by their numbers.
  private mutating func hidden(
    in written: [UInt8], _ ends: [Int], _ marked: [Marked]
  ) -> [Int: [UInt8]] {
    guard let redactor else { return [:] }
    let texts = zip(ends, marked).lazy.map { (end: $0, isJSON: $1.isEvent) }
    return Hiding(written, by: redactor).hidden(in: texts, &redaction)
  }

  /// A line of the content, and what it is.
  private struct Marked {
    let bytes: ArraySlice<UInt8>
    let isEvent: Bool
    let isReserved: Bool
    /// Why something in it is no event.
    let reason: Quarantine.Reason?
  }

  private mutating func marked(_ lines: [UInt8]) -> [Marked] {
    var marked: [Marked] = []
    let parsed = parser.parse(LineChunk(lines))
    lastTime = parsed.resolveTimes(from: lastTime)
    var (event, damage, start) = (0, 0, 0)
    while start < lines.count {
      let end = Newlines.first(in: lines.span, from: start) ?? lines.count
      let isEvent = event < parsed.count && parsed.position(at: event).rawValue < Int64(end)
      var reason: Quarantine.Reason?
      while damage < parsed.quarantined.count,
        parsed.quarantined[damage].position.rawValue <= Int64(end)
      {
        reason = parsed.quarantined[damage].reason
        damage += 1
      }
      let isReserved = isEvent && Self.isReserved(parsed.event(at: event))
      if isEvent { event += 1 }
      marked.append(
        Marked(
          bytes: lines[start..<end], isEvent: isEvent, isReserved: isReserved, reason: reason))
      start = end + 1
    }
    return marked
  }

  private static func hasSeveral(_ lines: ArraySlice<UInt8>) -> Bool {
    Newlines.first(in: lines.span).map { $0 + 1 < lines.count } ?? false
  }

  private func add(
    _ written: ArraySlice<UInt8>, _ line: Marked, to batches: inout [Batch]
  ) {
    let bytes = line.bytes.count + 1
    if written.count > EventLog.importLimit, Self.hasSeveral(written) {
      return addParts(of: written, bytes, to: &batches)
    }
    var last = batches.count - 1
    if batches[last].lines.count + written.count > EventLog.importLimit, batches[last].bytes > 0 {
      batches.append(Batch())
      last += 1
    }
    batches[last].lines += written
    batches[last].bytes += bytes
    batches[last].ends.append((batches[last].bytes, batches[last].lines.count))
    if line.isEvent { count(written, line, in: &batches[last]) }
    if let reason = line.reason { batches[last].quarantined[reason, default: 0] += 1 }
  }

  private func count(_ written: ArraySlice<UInt8>, _ line: Marked, in batch: inout Batch) {
    guard dialect.rewrites else {
      batch.events += 1
      batch.reserved += line.isReserved ? 1 : 0
      return
    }
    batch.events += Newlines.count(in: written.span)
    // Few lines have such a name anywhere.
    guard ReservedLook.mayBeNamed(in: written) else { return }
    let parsed = parser.parse(LineChunk(Array(written)))
    for index in 0..<parsed.count where Self.isReserved(parsed.event(at: index)) {
      batch.reserved += 1
    }
  }

  /// A line that stands for more events than come in at once.
  private func addParts(of written: ArraySlice<UInt8>, _ bytes: Int, to batches: inout [Batch]) {
    if batches[batches.count - 1].bytes > 0 { batches.append(Batch()) }
    var part = Batch()
    var done = 0
    for line in written.split(separator: Newlines.byte) {
      if part.lines.count + line.count + 1 > EventLog.importLimit, !part.lines.isEmpty {
        part.part = done
        batches[batches.count - 1] = part
        batches.append(Batch())
        part = Batch()
      }
      part.lines += line + [Newlines.byte]
      part.events += 1
      done += 1
    }
    part.bytes = bytes
    batches[batches.count - 1] = part
    batches.append(Batch())
  }
}
