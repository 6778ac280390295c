import TLM

/// A history in the order of its times, whoever brought it: what was imported counts as if it had come
/// when it happened.
struct TimedHistory {
  private var found: [(time: Timestamp, line: [UInt8])] = []

  /// Reads all of it; events without a time of their own are left out, and so are markers of drains.
  init(_ source: consuming HistoryLines) throws(JournalError) {
    let parser = LineParser()
    while let chunk = try source.next() {
      let batch = parser.parse(chunk)
      for index in 0..<batch.count {
        let event = batch.event(at: index)
        guard event.isTimed, let time = event.time, event.name != "tlm.drained" else { continue }
        found.append((time, event.line.indices.map { event.line[$0] }))
      }
    }
  }

  /// The lines as a log would have them.
  var chunks: Chunks {
    // Those of one instant in the order of the log.
    let sorted = found.enumerated().sorted {
      ($0.element.time, $0.offset) < ($1.element.time, $1.offset)
    }
    var (chunks, bytes) = ([LineChunk](), [UInt8]())
    var start = Position.start
    func end() {
      chunks.append(LineChunk(bytes, position: start))
      start = start.advanced(by: bytes.count)
      bytes.removeAll(keepingCapacity: true)
    }
    for (_, found) in sorted {
      bytes += found.line
      bytes.append(UInt8(ascii: "\n"))
      if bytes.count >= ReadLimits.chunk { end() }
    }
    if !bytes.isEmpty { end() }
    return Chunks(chunks)
  }
}
