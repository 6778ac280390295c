import Events
import Journal

/// What an origin answers, by its own log.
struct GapAnswering {
  private let log: EventLog
  /// The last stretch that was read: who asks for much asks for one answer after the other.
  private var stretch: RelayedStretch?

  init(_ log: EventLog) { self.log = log }

  /// The answer to a request.
  ///
  /// - Parameter room: bytes that an answer may have at most.
  mutating func answer(_ request: GapRequest, _ progress: PushProgress, room: Int) -> GapAnswer {
    guard let (entry, end, through) = progress.stretch(around: request.from) else {
      return request.from == progress.place.offset
        ? .lines([]) : .unknown(reason: "no more than offset \(progress.place.offset) was pushed")
    }
    do {
      let first = try log.bounds().lowerBound
      if entry.through < first, !isRead(entry.place, end) {
        return pruned(first, progress, from: request.from)
      }
      let found = try read(entry, end, through, progress)
      return Self.answer(request, found, room: room)
    } catch let error as JournalError where error.code == .truncated {
      let first = (try? log.bounds().lowerBound) ?? through
      return pruned(first, progress, from: request.from)
    } catch { return .unknown(reason: "the log cannot be read: \(error)") }
  }

  private func isRead(_ start: RelayPlace, _ end: RelayPlace) -> Bool {
    stretch?.start == start && stretch?.end == end
  }

  private mutating func read(
    _ entry: PushPlaces.Entry, _ end: RelayPlace, _ through: Position, _ progress: PushProgress
  ) throws -> RelayedStretch {
    if let stretch, isRead(entry.place, end) { return stretch }
    let found = try RelayedStretch(
      of: log, from: entry, to: end, through: through, progress.filters)
    stretch = found
    return found
  }

  /// What stood before the log's first segment is gone: up to the first place behind it that is known.
  private func pruned(
    _ first: Position, _ progress: PushProgress, from: Int64
  ) -> GapAnswer {
    let entry = progress.places.first(atOrAfter: first)
    return .gone(
      to: max(from, entry?.place.offset ?? progress.place.offset),
      position: max(first, entry?.place.position ?? progress.place.position),
      reason: "pruned at the origin")
  }

  private static func answer(
    _ request: GapRequest, _ stretch: RelayedStretch, room: Int
  ) -> GapAnswer {
    guard stretch.isTrue else {
      let reason = "the origin's log has other lines there than it pushed"
      return stretch.hasBlanks
        ? .gone(
          to: stretch.end.offset, position: stretch.end.position, reason: "redacted at the origin")
        : .unknown(reason: reason)
    }
    guard let start = stretch.items.firstIndex(where: { $0.line.offset >= request.from }),
      stretch.items[start].line.offset == request.from
    else { return .unknown(reason: "no line begins at offset \(request.from)") }
    let items = stretch.items[start...]
    if items[start].isBlanked {
      let last = items.prefix { $0.isBlanked }.last ?? items[start]
      return .gone(
        to: last.line.next, position: last.line.end, reason: "redacted at the origin")
    }
    if GapAnswer.size(of: items[start].line) + headRoom > room {
      return part(of: items[start].line, request.part ?? 1, room: room)
    }
    var lines: [RelayLine] = []
    var size = headRoom
    for item in items {
      size += GapAnswer.size(of: item.line)
      if item.isBlanked || size > room || item.line.offset >= max(request.to, request.from + 1) {
        break
      }
      lines.append(item.line)
    }
    return .lines(lines)
  }

  /// Bytes that the first line of an answer takes, and more.
  private static let headRoom = 512

  private static func part(of line: RelayLine, _ part: Int, room: Int) -> GapAnswer {
    let size = max(1, room - headRoom)
    let parts = (line.bytes.count + size - 1) / size
    guard part <= parts else { return .unknown(reason: "that line has \(parts) parts") }
    let bytes = line.bytes[(part - 1) * size..<min(line.bytes.count, part * size)]
    return .part(
      EventMessage(
        RelayLine(
          position: line.position, offset: line.offset, time: line.time, bytes: Array(bytes)),
        part: part, of: parts))
  }
}

extension RelayLine {
  /// Where it ends in the origin's log.
  var end: Position { position.advanced(by: bytes.count + 1) }
}
