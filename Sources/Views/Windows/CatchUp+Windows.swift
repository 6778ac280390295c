import Events
import Folding
import Index
import Journal
import SystemCalls

/// What is kept of windows, and gone on from: a state is one exactly as it would be at the end of a log,
/// so it lies in a file by itself, where the states of whole logs are in the views.
extension CatchUp {
  /// Rows that are kept of a window, at most: they are one state there, read and written whole.
  private static let mostRows = 100_000

  /// Lets a projection go on from what was kept of the window.
  func goOn(_ place: inout Place) throws(FoldError) {
    guard let window else { return }
    let name = try window.name(of: place.identity, from: origin)
    // What cannot be read is folded.
    guard let bytes = (try? WindowFiles(of: log.layout).bytes(under: name)) ?? nil,
      let kept = Checkpoint(bytes), kept.identity == place.identity,
      try isGood(kept, place, window),
      (try? place.registration.restore(kept.state)) != nil
    else { return }
    place.start = kept
    place.stored = kept.version
  }

  private func isGood(
    _ kept: Checkpoint, _ place: Place, _ window: KeptWindow
  ) throws(FoldError) -> Bool {
    // Somebody may have come further since the end was looked for.
    guard kept.fingerprint == place.fingerprint.description, kept.position >= origin,
      end.map({ kept.position <= $0 }) ?? false, window.holds(kept.latest, within: options.bounds),
      !(options.isStrict && kept.counts.failed > 0)
    else { return false }
    let (log, id) = (log, anchorID)
    return try readable { () throws(JournalError) in
      try kept.anchor.holds(for: log, before: kept.position, in: id)
    }
  }

  /// Whether so little of a window is left to be folded that an index spares nothing.
  var isNearEnd: Bool {
    guard window != nil, let end else { return false }
    return places.allSatisfy { place in
      place.start.map { end.rawValue - $0.position.rawValue < Replayer.smallTail } ?? false
    }
  }

  /// Keeps what each projection has come to in the window, where that spares the next fold some work.
  ///
  /// - Parameter least: bytes of the log that make it worth that.
  mutating func keepWindow(least: Int64 = Replayer.smallTail) {
    guard let window, let checkpoints, fold.progress.through != nil else { return }
    // It is of no later end than this one.
    if window.until == nil && fold.core.hasMetLater { return }
    do {
      let states = try windowStates(window, least)
      if states.isEmpty { return }
      let (log, storeID, edition) = (log, storeID, edition)
      // Under the lock: whoever redacts has it after the log is of another edition, and removes all.
      try checkpoints.views.withWriter(timeout: ViewsCheckpoints.timeout) { _ in
        guard Self.storeID(of: log) == storeID, log.edition == edition else { return }
        let files = WindowFiles(of: log.layout)
        for (name, bytes) in states { try files.replace(name, with: bytes) }
      }
    } catch {
      // The answer is there; the next one has more to do.
      warn("what was folded could not be kept: \(error)")
    }
  }

  /// The files to be written.
  private func windowStates(
    _ window: KeptWindow, _ least: Int64
  ) throws -> [(name: String, bytes: [UInt8])] {
    var states: [(name: String, bytes: [UInt8])] = []
    var anchor: LogAnchor?
    let active = active
    for index in places.indices where active[index] && isWorthKeeping(index, least) {
      let place = places[index]
      let here = try anchor ?? LogAnchor(of: log, before: position, in: anchorID)
      anchor = here
      var new = checkpoint(of: index, here)
      new.latest = [fold.core.latest, place.start?.latest].compactMap(\.self).max()
      new.state = try fold.core.registrations[index].encodedState()
      states.append((try window.name(of: place.identity, from: origin), try new.encoded()))
    }
    return states
  }

  private func isWorthKeeping(_ index: Int, _ least: Int64) -> Bool {
    let place = places[index]
    let rows = (fold.core.registrations[index] as? any KeyedRegistration)?.count ?? 0
    let gain = position.rawValue - (place.stored?.position ?? origin).rawValue
    return rows <= Self.mostRows && (place.mustReplace ? gain >= 0 : gain >= least)
  }
}

extension Replayer {
  /// Removes what was kept of windows: what it was folded from is to be forgotten.
  func forgetWindows() {
    // What stays is of no use to anybody, or gone on from as it is.
    try? checkpoints?.views.withWriter(timeout: ViewsCheckpoints.timeout) { _ in
      try WindowFiles(of: log.layout).removeAll()
    }
  }
}
