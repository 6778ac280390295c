import Archives
import SystemCalls

/// Which lines of a store are blanked.
struct RedactChoice {
  let store: Store
  let request: Store.RedactRequest
  let judge: LineJudge
  private let drained: DrainedRanges
  private let parser = LineParser()
  /// In the order of the log once `settle` was called.
  private(set) var lines: [RedactedLine] = []
  private(set) var events: [RedactReport.Event] = []
  private(set) var reserved = 0
  /// Positions that were asked for and have a line, be it blank already.
  private var found: Set<Position> = []
  /// Half lines below `damaged/`, in which one of the lines may begin.
  private var fragments: [DamagedLine]

  init(_ store: Store, _ request: Store.RedactRequest) throws {
    self.store = store
    self.request = request
    judge = LineJudge(request)
    drained = DrainedRanges(store.log)
    fragments = try DamagedLine.all(in: store.log.layout)
  }

  /// Looks at the log and at the archive.
  mutating func choose() throws {
    for position in request.positions { try add(at: position) }
    for id in request.ids { try add(id: id) }
    if let filter = request.filter { try add(matching: filter) }
    try addArchived()
    for id in request.positions where !found.contains(id) {
      throw RedactError(.missing, "there is no line at @\(id) of \(store.log.layout.root)")
    }
    settle()
  }

  private mutating func settle() {
    lines = Set(lines).sorted { $0.start < $1.start }
    var seen: Set<Position> = []
    events = events.filter { seen.insert($0.position).inserted }
      .sorted { $0.position < $1.position }
  }

  /// Takes a line in, unless nothing of it is left to blank.
  private mutating func add(
    _ line: [UInt8], at start: Position, as event: RedactReport.Event
  ) -> Bool {
    guard judge.blank(line) != line else { return false }
    lines.append(RedactedLine(start: start, length: line.count))
    judge.add(line)
    events.append(event)
    for index in fragments.indices { fragments[index].compare(with: line) }
    return true
  }

  private mutating func add(at position: Position) throws {
    let bounds = try store.log.bounds()
    guard bounds.contains(position), let (start, line) = try store.log.wholeLine(at: position)
    else {
      if position < bounds.lowerBound { return }
      throw RedactError(.missing, "there is no line at @\(position) of \(store.log.layout.root)")
    }
    let batch = parser.parse(LineChunk(line, position: start))
    let isThere =
      start == position || batch.count == 1 && batch.position(at: 0) == position
      || batch.quarantined.contains { $0.position == position }
    guard isThere else {
      throw RedactError(
        .missing, "no line begins at @\(position); tlm query --json tells positions")
    }
    found.insert(position)
    var meant = RedactReport.Event(position: start, name: nil, time: nil)
    if batch.count == 1 {
      let event = batch.event(at: 0)
      try refuseReserved(event.name, at: start)
      meant = RedactReport.Event(position: start, name: event.name, time: event.time)
    }
    _ = add(line, at: start, as: meant)
  }

  private func refuseReserved(_ name: String?, at position: Position) throws {
    guard isReserved(name, at: position) else { return }
    throw RedactError(
      .reserved,
      "the \(name ?? "event") at @\(position) is tlm's own and stays: tlm.*, mode_* and control_* that "
        + "tlm wrote itself say what the log and its decisions rest on")
  }

  private func isReserved(_ name: String?, at position: Position) -> Bool {
    name.map(ReservedName.isReserved) == true && !drained.contains(position)
  }

  private mutating func add(id: String) throws {
    var filter = Filter()
    filter.eventIDs = [id]
    let before = lines.count
    var isThere = false
    try each(filter) { choice, event in
      isThere = true
      try choice.refuseReserved(event.name, at: event.position)
      choice.add(event)
    }
    if lines.count > before || isThere { return }
    guard try !archivedBases().isEmpty else {
      throw RedactError(.missing, "there is no event with the id \(id) in \(store.log.layout.root)")
    }
  }

  private mutating func add(matching filter: Filter) throws {
    try each(filter) { choice, event in
      if choice.isReserved(event.name, at: event.position) {
        choice.reserved += 1
      } else {
        choice.add(event)
      }
    }
  }

  private mutating func add(_ event: borrowing Event) {
    let line = Array(copying: event.line)
    _ = add(
      line, at: event.position,
      as: RedactReport.Event(
        position: event.position, name: event.name, time: event.knownTime))
  }

  private mutating func each(
    _ filter: Filter, _ body: (inout RedactChoice, borrowing Event) throws -> Void
  ) throws {
    let query = Query(filter)
    var choice = self
    try query.run(
      in: store.session, over: store.log, withWaiting: false, progress: { _, _ in }
    ) { event in
      try body(&choice, event)
      return true
    }
    self = choice
  }
}

/// What was pruned and kept.
extension RedactChoice {
  private func archivedBases() throws -> [Archive.Segment] {
    try store.archive.segments().filter { !$0.isInLog }
  }

  /// Segments that are in the log as well are blanked by their positions.
  private mutating func addArchived() throws {
    for segment in try archivedBases() {
      let places = request.positions.filter { place in
        place >= segment.base && segment.end.map { place < $0 } ?? true
      }
      if places.isEmpty && request.ids.isEmpty && request.filter == nil { continue }
      let bytes = try store.archive.bytes(of: segment.base)
      let batch = parser.parse(LineChunk(bytes, position: segment.base))
      for index in 0..<batch.count {
        let event = batch.event(at: index)
        let isNamed = places.contains(event.position)
        if isNamed { found.insert(event.position) }
        guard isNamed || judge.matches(event) else { continue }
        // Which of them came through a source nobody knows any more.
        if event.name.map(ReservedName.isReserved) == true {
          if isNamed { try refuseReserved(event.name, at: event.position) }
          reserved += 1
        } else {
          add(event)
        }
      }
      for damage in batch.quarantined where places.contains(damage.position) {
        found.insert(damage.position)
        let start = Int(damage.position.rawValue - segment.base.rawValue)
        let line = Array(bytes[start..<start + damage.length])
        _ = add(
          line, at: damage.position,
          as: RedactReport.Event(position: damage.position, name: nil, time: nil))
      }
    }
  }

  /// Parts of files below `damaged/` that are one of the lines, or begin one, or would be chosen.
  var scraps: [RedactIntent.Scrap] {
    fragments.filter { fragment in
      !fragment.isBlank
        && (fragment.isMet || judge.isChosen(fragment.bytes) || judge.hasText(fragment.bytes))
    }.map { RedactIntent.Scrap(file: $0.file, offset: $0.offset, length: $0.bytes.count) }
  }
}

/// A line, or a part of one, of a file below `damaged/`.
struct DamagedLine {
  let file: String
  let offset: Int64
  let bytes: [UInt8]
  /// Whether it is a line that was chosen, or begins one.
  private(set) var isMet = false

  /// So few bytes begin too many lines.
  private static let least = 24
  private static let limit = 64 << 20

  var isBlank: Bool { bytes.allSatisfy { $0 == UInt8(ascii: " ") } }

  mutating func compare(with line: [UInt8]) {
    guard min(bytes.count, line.count) >= Self.least else { return }
    if bytes.starts(with: line) || line.starts(with: bytes) { isMet = true }
  }

  static func all(in layout: StoreLayout) throws(JournalError) -> [DamagedLine] {
    do throws(SystemError) {
      guard try FileStatus.ofName(layout.damaged)?.isFolder == true else { return [] }
      var lines: [DamagedLine] = []
      for name in try Folder.names(in: layout.damaged) {
        let path = layout.damaged + "/" + name
        guard let bytes = try Folder.contents(of: path, limit: limit) else { continue }
        var start = 0
        while start < bytes.count {
          let end = Newlines.first(in: bytes.span, from: start) ?? bytes.count
          if end > start {
            lines.append(
              DamagedLine(file: name, offset: Int64(start), bytes: Array(bytes[start..<end])))
          }
          start = end + 1
        }
      }
      return lines
    } catch { throw JournalError(error) }
  }
}
