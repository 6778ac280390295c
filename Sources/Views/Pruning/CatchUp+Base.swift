import Events
import Folding
import Journal
import SystemCalls

/// How a catch-up begins on a log whose beginning was pruned, and what it does when that happens on
/// its way.
extension CatchUp {
  /// Looks at what a prune left, and where the log begins for that.
  mutating func lookIntoBase(_ bounds: Range<Position>) throws(FoldError) {
    let log = log
    firstSegment = bounds.lowerBound
    isCutShort = false
    pruned = try readable { () throws(JournalError) in try BaseStates(of: log) }
    origin = max(bounds.lowerBound, pruned?.base.cut ?? bounds.lowerBound)
    guard origin > .start else { return }
    if let to = options.bounds.to, to > .start, to < origin {
      throw Self.truncated("position \(to)", origin)
    }
    if let at = options.bounds.at, let clock = pruned?.milestone?.clock.believed(by: nil).now,
      clock > at
    {
      throw Self.truncated("what was there at \(at)", origin)
    }
  }

  private static func truncated(_ what: String, _ first: Position) -> FoldError {
    FoldError(
      .truncated, "\(what) was pruned; the oldest line that is kept stands at \(first)", at: first)
  }

  /// Lets a projection that has nothing to go on from begin with its state at the cut, or says that it
  /// begins without one.
  mutating func beginAtBase(_ index: Int) {
    places[index].isOfBase = false
    guard origin > .start else { return }
    let name = places[index].identity.name
    guard let pruned, let milestone = pruned.milestone else {
      return warn(
        "\(name) begins at \(origin): what stood before is gone, and nothing is left that tells of it"
      )
    }
    guard options.bounds.admit(milestone) else {
      guard let latest = milestone.clock.believed(by: nil).now,
        options.bounds.since.map({ $0 <= latest }) ?? true
      else { return }
      return warn("what is asked for begins before \(origin); what stood there was pruned")
    }
    guard let (checkpoint, since) = pruned.checkpoint(of: places[index].identity),
      take(checkpoint, of: pruned, at: index)
    else {
      return warn(
        "\(name) begins at \(origin): what stood before was pruned, and no state of it kept")
    }
    if since > .start {
      warn("\(name) begins at \(since): what stood before was pruned, and no state of it kept")
    }
  }

  /// False where the state is of another kind, or damaged.
  private mutating func take(
    _ checkpoint: Checkpoint, of pruned: BaseStates, at index: Int
  ) -> Bool {
    let place = places[index]
    guard checkpoint.fingerprint == place.fingerprint.description else { return false }
    if let record = checkpoint.rows {
      guard let keyed = place.registration as? any KeyedRegistration,
        let rows = pruned.rows(of: place.identity, record)
      else { return false }
      keyed.restore(from: rows, isLazy: false)
      if rows.isUndecodable {
        places[index].registration = place.registration.fresh()
        return false
      }
    } else {
      do { try place.registration.restore(checkpoint.state) } catch { return false }
    }
    places[index].start = checkpoint
    places[index].isOfBase = true
    places[index].skips = Set(place.skips + checkpoint.skips).sorted()
    return true
  }

  /// What a log says of itself where a fold begins that nothing was kept of.
  var firstMilestone: Fold.Milestone {
    guard let milestone = pruned?.milestone, milestone.through == origin else {
      return Fold.Milestone()
    }
    return milestone
  }
}

extension CatchUp {
  /// Whether lines from a position on were taken away since this began, or any were blanked: what was
  /// folded since may lack some of them, or have what is gone.
  func hasGone(since position: Position) -> Bool {
    if log.edition != edition { return true }
    // While the first segment stands none was. What cannot be looked at tells so when it is read.
    if ((try? FileStatus.ofName(log.layout.segment(firstSegment))) ?? nil) != nil { return false }
    return (try? log.bounds()).map { $0.lowerBound > position } ?? false
  }

  /// Does what reads the log, and takes note where that was pruned under its eyes: the catch-up must
  /// then load again.
  mutating func watchingForPrunes(
    _ body: (inout CatchUp) throws(FoldError) -> Void
  ) throws(FoldError) {
    let began = position
    do throws(FoldError) { try body(&self) } catch {
      guard error.code == .unreadable, hasGone(since: began) else { throw error }
    }
    if hasGone(since: began) { isCutShort = true }
  }
}
