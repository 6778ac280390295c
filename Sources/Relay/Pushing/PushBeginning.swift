import Events
import Journal
import SystemCalls

/// Finds out as which store a log is pushed, and from where on.
struct PushBeginning {
  let log: EventLog
  let files: PushFiles
  let options: PushOptions
  let publishing: SurePublishing

  /// What a pusher begins with.
  struct Beginning {
    var checkpoint: PushCheckpoint
    var places: PushPlaces
    /// As the checkpoint's words say.
    var filters: [(start: Position, filter: Filter)]
  }

  /// - Throws: `closed` where it is to end, `store` where the log cannot be read, `refused` and `unusable`
  ///   as the engine says.
  func begin() throws -> Beginning {
    let id = try log.identity().id
    let bounds = try log.bounds()
    let known = try files.checkpoint()
    let decision = OriginDecision.decide(
      OriginDecision.Case(
        id: id, checkpoint: known, folder: try files.folder(), end: bounds.upperBound,
        wasReplaced: try known?.through.wasReplaced(in: log) ?? false,
        head: try head(of: id)))
    var beginning = try begun(decision, id, known)
    try pass(pruned: bounds.lowerBound, &beginning)
    try hold(options.filter, &beginning)
    try files.keep(beginning.checkpoint, isSynced: true)
    try files.keep(beginning.places)
    return beginning
  }

  private func head(of id: String) throws(RelayError) -> RelayHead? {
    let last = try publishing.answer { link throws(RelayError) in
      try link.stream.last(of: options.subject.head(of: id))
    }
    return last.flatMap { RelayHead($0.payload) }
  }

  private func begun(
    _ decision: OriginDecision, _ id: String, _ known: PushCheckpoint?
  ) throws -> Beginning {
    switch decision {
    case .begin: return try fresh(id, nil)
    case .resume: return try resumed(known)
    case .compare:
      var beginning = try known.map { _ in try resumed(known) } ?? fresh(id, nil)
      if let head = try head(of: id), try !adopt(head, &beginning) {
        return try own(
          id, known, behind: known != nil, "another copy of it has pushed other events under its id"
        )
      }
      return beginning
    case .own(let behind, let reason): return try own(id, known, behind: behind, reason)
    }
  }

  private func resumed(_ known: PushCheckpoint?) throws -> Beginning {
    guard let known else { throw RelayError(.store, "there is nothing to go on with") }
    var places = files.places()
    places.forget(after: known.through.position)
    return Beginning(checkpoint: known, places: places, filters: try filters(known.filters))
  }

  /// As a store that was never pushed, from the log's beginning or behind what another was pushed of.
  private func fresh(_ id: String, _ known: PushCheckpoint?) throws -> Beginning {
    let start = RelayPlace(
      position: known?.through.position ?? .start, offset: 0, lines: 0, chain: .start)
    let span = PushFilterSpan(start: start, through: .start, words: options.filter.words)
    let checkpoint = PushCheckpoint(
      origin: id, stream: options.subject.stream, url: options.address.told, place: start,
      through: known?.through ?? .start, pulledEnd: known?.pulledEnd ?? .start, filters: [span],
      folder: try files.folder(), time: .now())
    var places = PushPlaces()
    if start.position > .start {
      places.add(
        .init(
          through: start.position, place: start, pulledEnd: checkpoint.pulledEnd))
    }
    return Beginning(
      checkpoint: checkpoint, places: places, filters: [(.start, options.filter.filter)])
  }

  /// As a store of its own: with a new id, but where it has another one already.
  private func own(
    _ id: String, _ known: PushCheckpoint?, behind: Bool, _ reason: String
  ) throws -> Beginning {
    var id = id
    if known == nil || known?.origin == id { id = try log.becomeOwnStore().id }
    options.told("\(log.layout.root) is pushed as the store \(id) from here on: \(reason)")
    return try fresh(id, behind ? known : nil)
  }

  /// Goes on where a head says that this store was; false where its log says otherwise.
  private func adopt(_ head: RelayHead, _ beginning: inout Beginning) throws -> Bool {
    let known = beginning.checkpoint
    var walk = RelayedWalk(
      from: known.place, through: known.through.position, pulledEnd: known.pulledEnd,
      beginning.places, beginning.filters)
    try walk.go(to: head.place.offset, in: log)
    guard walk.place == head.place else { return false }
    beginning.checkpoint.place = walk.place
    beginning.checkpoint.through = try LogPlace(in: log, at: walk.through)
    beginning.checkpoint.pulledEnd = walk.pulledEnd
    beginning.places = walk.places
    return true
  }

  /// What was pruned before it was pushed is told, and passed over.
  private func pass(pruned first: Position, _ beginning: inout Beginning) throws {
    let through = beginning.checkpoint.through.position
    guard through < first else { return }
    if through > .start {
      options.told("what stood from \(through) to \(first) was pruned before it was pushed")
    }
    beginning.checkpoint.through = try LogPlace(in: log, at: first)
    beginning.places.add(
      .init(
        through: first, place: beginning.checkpoint.place,
        pulledEnd: beginning.checkpoint.pulledEnd))
  }

  /// From here on another filter holds, where it is another.
  private func hold(_ filter: PushFilter, _ beginning: inout Beginning) throws {
    guard beginning.checkpoint.filters.last?.words != filter.words else { return }
    let through = beginning.checkpoint.through.position
    beginning.checkpoint.filters.append(
      PushFilterSpan(start: beginning.checkpoint.place, through: through, words: filter.words))
    beginning.filters.append((through, filter.filter))
  }

  private func filters(
    _ spans: [PushFilterSpan]
  ) throws -> [(start: Position, filter: Filter)] {
    try spans.map { span in
      do { return (span.through, try options.read(span.words)) } catch {
        throw RelayError(.store, "the filter that it was pushed with cannot be read: \(error)")
      }
    }
  }
}
