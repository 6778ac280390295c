import Events
import Journal
import SystemCalls

/// What tlm's own events say of redactions: only what they tell of explains a change.
struct ToldRedactions {
  /// How a record beside a segment stands to what the log says.
  enum Standing {
    case told
    /// It was told before the store was restored from the one in which lines were blanked: what it sealed since
    /// is what they are now.
    case earlier
    case untold
  }

  private struct Telling {
    let position: Position
    /// The digests of its proofs, by segment.
    var proofs: [Position: Set<String>] = [:]
  }

  /// By the key of the event.
  private var tellings: [String: Telling] = [:]
  /// The stores from which the log was restored, in its order, and where that is told.
  private var restorations: [(origin: String?, position: Position)] = []
  /// Where the store that is asked about began.
  private var beginning = Position.start

  /// - Parameter store: the id of the store that is asked about: as it is, or one that it was restored from.
  init(in log: EventLog, of store: String) throws(SealError) {
    let lines = try Self.lines(of: log)
    for (position, line) in lines { take(line, at: position) }
    let origin = restorations.lastIndex { $0.origin == store }
    let before = origin.map { restorations.prefix($0).last } ?? restorations.last
    beginning = before?.position ?? .start
  }

  func standing(of record: RedactedSegment.Record, in base: Position) -> Standing {
    guard let telling = tellings[record.id],
      telling.proofs[base]?.contains(RedactionProof.digest(record.proof)) == true
    else { return .untold }
    return telling.position < beginning ? .earlier : .told
  }

  private mutating func take(_ line: Value, at position: Position) {
    if line["event"]?.text == LogEventName.restored.rawValue {
      return restorations.append((line["store"]?.text, position))
    }
    guard line["event"]?.text == LogEventName.redacted.rawValue,
      let id = line["idempotency_key"]?.text
    else { return }
    var telling = Telling(position: position)
    for proof in line["proofs"]?.elements ?? [] {
      guard let words = proof.text?.split(separator: ":"), words.count == 2,
        let base = Int64(words[0])
      else { continue }
      telling.proofs[Position(rawValue: base), default: []].insert(String(words[1]))
    }
    tellings[id] = telling
  }

  /// What both names of events begin with.
  private static let name = Array("\"tlm.re".utf8)

  /// The lines that may tell of one, with their positions; none that came in by a source.
  private static func lines(of log: EventLog) throws(SealError) -> [(Position, Value)] {
    try sealing { () throws(JournalError) in
      var found: [(Position, Value)] = []
      let drained = DrainedRanges(log)
      var lines = try log.read(from: try log.bounds().lowerBound)
      while let chunk = try lines.next() {
        for place in ByteSearch.places(of: name, in: chunk.bytes) {
          var start = place
          while start > 0, chunk.bytes[start - 1] != Newlines.byte { start -= 1 }
          let end = Newlines.first(in: chunk.bytes, from: place) ?? chunk.count
          let position = chunk.position.advanced(by: start)
          guard found.last?.0 != position, !drained.contains(position),
            let line = Value(json: Array(copying: chunk.bytes.extracting(start..<end)))
          else { continue }
          found.append((position, line))
        }
      }
      return found
    }
  }
}
