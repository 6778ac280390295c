import Events
import Folding
import Journal

extension CatchUp {
  /// Skips of its projections that the fold met in the log and does not honour: somebody appended
  /// them while it was on its way. True where there are any; the catch-up must then load again.
  mutating func hasMetSkips() -> Bool {
    let state = fold.state(of: SkipWatch.self)
    let all = (state?.skips ?? []).map {
      Skip(projection: .init(rawValue: $0.projection), position: $0.position)
    }
    let new = all.filter { skip in
      places.contains {
        $0.identity.identifier == skip.projection && !$0.skips.contains(skip.position)
      }
    }
    met += new
    return !new.isEmpty
  }

  /// Keeps what each projection has come to, unless another process has kept something else
  /// meanwhile. Returns the places where it had, for whoever goes on to load again.
  ///
  /// - Parameter least: bytes of the log that make a new checkpoint worth its cost; folding fewer
  ///   again is cheaper than keeping them.
  @discardableResult
  mutating func commit(least: Int64 = 0) throws -> [Int] {
    guard let checkpoints, fold.progress.through != nil else { return [] }
    // What was folded of one store is not another's, however short ago it took its place.
    guard Self.storeID(of: log) == storeID else { throw otherStore }
    let active = active
    // Lines were blanked since: it is folded again.
    if log.edition != edition { return places.indices.filter { active[$0] } }
    let anchor = try LogAnchor(of: log, before: position, in: anchorID)
    var lost: [Int] = []
    for index in places.indices where active[index] {
      let place = places[index]
      let gain = position.rawValue - (place.stored?.position.rawValue ?? origin.rawValue)
      if gain < max(1, least) && !place.mustReplace { continue }
      if try keep(index, anchor, checkpoints) {
        places[index].mustReplace = false
      } else {
        lost.append(index)
      }
    }
    return lost
  }

  /// The id of the store at the log's path; nil where there is none, or it cannot be told.
  static func storeID(of log: EventLog) -> String? { ((try? log.readIdentity()) ?? nil)?.id }

  /// By what checkpoints know the log that they are of: its store, and which edition it is.
  static func anchorID(of storeID: String?, edition: Int) -> String? {
    edition == 0 ? storeID : "\(storeID ?? "")/\(edition)"
  }

  var anchorID: String? { Self.anchorID(of: storeID, edition: edition) }

  private var otherStore: FoldError {
    FoldError(
      .notKept,
      "the store at \(log.layout.root) is gone or another one now; what was folded is not kept")
  }

  /// False where another process has kept something else meanwhile.
  private mutating func keep(
    _ index: Int, _ anchor: LogAnchor, _ checkpoints: any CheckpointKeeping
  ) throws -> Bool {
    let registration = fold.core.registrations[index]
    var new = checkpoint(of: index, anchor)
    if let keyed = registration as? any KeyedRegistration {
      return try keepRows(of: keyed, new, at: index, checkpoints)
    }
    new.state = try registration.encodedState()
    guard try checkpoints.swap(new, expecting: places[index].stored) else { return false }
    places[index].stored = new.version
    return true
  }

  /// All but the state.
  func checkpoint(of index: Int, _ anchor: LogAnchor) -> Checkpoint {
    let place = places[index]
    return Checkpoint(
      identity: place.identity, fingerprint: place.fingerprint.description,
      generation: place.generation, milestone: fold.progress.milestone,
      counts: fold.core.counts(of: index), skips: place.skips.filter { $0 < position },
      anchor: anchor, made: .current, state: [])
  }

  /// Says that whoever died in the part of the log that was folded died of something else.
  mutating func forgetDeaths() {
    // A window may have kept the event away.
    if options.bounds.isWindow { return }
    for place in places {
      let start = place.start?.position ?? origin
      let end = position
      if start < end { deaths?.forget(place.identity.identifier, in: start..<end) }
    }
  }

  /// Commits under a new generation from here on: what followers of the old one have is replaced.
  mutating func raiseGenerations() {
    for index in places.indices {
      places[index].generation += 1
      places[index].mustReplace = true
    }
  }

  /// Takes what is stored now as what the next commit replaces.
  mutating func expectStored(_ version: Checkpoint.Version?, at index: Int) {
    places[index].stored = version
  }
}
