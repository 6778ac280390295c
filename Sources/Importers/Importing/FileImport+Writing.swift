import Events
import Journal
import Lines
import Telemetry

/// What it puts into the log.
extension FileImport {
  mutating func take(_ lines: ReadLines) throws(ImportError) -> Progress {
    progress(Int64(lines.content.count))
    book.tally.read(Int64(lines.content.count))
    report.bytes += Int64(lines.content.count)
    report.redaction.add(lines.redaction)
    var index = 0
    for var batch in lines.batches where batch.bytes > 0 || !batch.lines.isEmpty {
      var bytes = lines.content[index..<index + batch.bytes]
      index += batch.bytes
      if isInLog(batch) { continue }
      if !partial.isEmpty {
        let known = try takeKnown(&batch)
        let passed = bytes.prefix(known)
        hash.add(passed.span)
        bytes = bytes.dropFirst(known)
        if batch.lines.isEmpty { continue }
        partial = []
      }
      let bridged = try bridge()
      guard case .goesOn = bridged else { return bridged }
      hash.add(bytes.span)
      let written = try write(batch)
      guard case .goesOn = written else { return written }
    }
    time = lines.lastTime ?? time
    return .goesOn
  }

  /// Whether it is a part of a line that came in before.
  private mutating func isInLog(_ batch: Batch) -> Bool {
    if batch.part > 0 && batch.part <= part { return true }
    part = 0
    return false
  }

  /// Takes the lines out of a batch that are in the log in part of a run; how many bytes of the content
  /// they are.
  private mutating func takeKnown(_ batch: inout Batch) throws(ImportError) -> Int {
    let counts = partial.map { $0.known(of: batch.lines) }
    guard let best = counts.indices.max(by: { counts[$0] < counts[$1] }), counts[best] > 0 else {
      return 0
    }
    let (bytes, written) = batch.firstLines(counts[best])
    partial = [partial[best].dropping(written)]
    let rest = batch.dropping(bytes: bytes, written: written)
    report.known += batch.events + batch.damaged - rest.events - rest.damaged
    passed.bytes += bytes
    passed.events += batch.events - rest.events
    for (reason, count) in batch.quarantined {
      passed.quarantined[reason, default: 0] += count - (rest.quarantined[reason] ?? 0)
    }
    batch = rest
    return bytes
  }

  /// Says in the log up to where the lines are known that stand behind no marker of their own.
  mutating func bridge() throws(ImportError) -> Progress {
    guard passed.bytes > 0, !isTentative else { return .goesOn }
    var batch = passed
    passed = Batch()
    batch.lines = []
    return try write(batch, isKnown: true)
  }

  /// Takes bytes of a line that is too long: whether it ends is not known yet.
  mutating func pass(_ bytes: [UInt8]) {
    behind = behind ?? hash
    behind?.add(bytes.span)
  }

  mutating func skip(_ length: Int64) throws(ImportError) -> Progress {
    progress(length)
    report.bytes += length
    // What is known of a part ends before such a line, which stands in none.
    partial = []
    let bridged = try bridge()
    guard case .goesOn = bridged else { return bridged }
    hash = behind ?? hash
    behind = nil
    let said = NewEvent(
      LogEventName.skipped.rawValue, at: .now(),
      fields: [
        Member("source", .string(file.name)), Member("from", .integer(place.length)),
        Member("length", .integer(length)), Member("reason", "too_long"),
      ])
    var batch = Batch()
    batch.quarantined[.tooLong] = 1
    let written = try write(batch, saying: said.line(), isKnown: true)
    if case .overtaken = written { return written }
    report.skipped += 1
    return written
  }

  private mutating func write(
    _ batch: Batch, saying said: [UInt8] = [], isKnown: Bool = false
  ) throws(ImportError) -> Progress {
    if isTentative {
      // It begins as another file does and goes on in its own way: all of it is its own.
      isOther = true
      return .overtaken
    }
    var end = hash.place
    end.part = batch.part
    let content = ImportedContent(
      format: report.format ?? JSONLines.name, from: place, to: end, first: file.first,
      inode: file.identity.inode, events: batch.events, quarantined: batch.damaged)
    // No line of a file moves the log's clock by what tlm says of it.
    let now = Timestamp.now()
    let step = try book.tally.add(isKnown ? 0 : batch.events) { () throws(ImportError) in
      try logged { () throws(JournalError) in
        try log.importLines(
          batch.lines, saying: said, from: file.path, content, time: min(time ?? now, now),
          knowing: book.ledger.through)
      }
    }
    book.ledger.note(step)
    guard case .written = step else { return try adopt(content, from: step, isKnown: isKnown) }
    place = end
    isBorrowed = false
    if !isKnown {
      report.new += batch.events
      report.reserved += batch.reserved
      report.quarantined.merge(batch.quarantined) { $0 + $1 }
    }
    return next
  }

  /// Whether somebody goes on from here whose lines nobody here has seen.
  private var next: Progress {
    let runs = book.ledger.runs(from: place, first: file.first)
    return runs.isEmpty || isOther && !runs.contains(where: isOwn) ? .goesOn : .met
  }

  /// What to do where somebody else was faster: to go on behind the very same lines, or to look again.
  private mutating func adopt(
    _ content: ImportedContent, from step: ImportStep, isKnown: Bool
  ) throws(ImportError) -> Progress {
    guard case .overtaken(let others, _) = step,
      // What came from another file is not this one's because it begins alike.
      let same = others.first(where: {
        $0.content.isSamePart(as: content) && (isCopy || isOwn($0))
      }),
      try logged({ () throws(JournalError) in try log.holdsAll(of: same) })
    else { return .overtaken }
    place = content.end
    if !isKnown { report.known += same.content.events + same.content.quarantined }
    return next
  }
}
