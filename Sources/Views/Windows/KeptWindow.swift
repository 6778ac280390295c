import Events
import Folding
import Journal

/// A stretch of time of which states are kept: what makes two folds of it one and the same.
///
/// Bounds on a whole minute were named by somebody, who may ask again. Those that move with the clock
/// never come back, so nothing is kept of them; but for the end at the reader's now, which is as good
/// as none as long as no event is later.
struct KeptWindow: Sendable, Equatable {
  /// Nil: from the first event on that has a time.
  let since: Timestamp?
  /// Nil: whatever comes, which has an answer for every end after the latest event.
  let until: Timestamp?

  private static let minute: Int64 = 60_000_000_000

  /// - Parameter now: the reader's.
  /// - Returns: nil where nothing is kept of a fold with these bounds.
  init?(_ bounds: Fold.Bounds, at now: Timestamp) {
    guard bounds.isWindow, bounds.to == nil, bounds.at == nil else { return nil }
    since = bounds.since.flatMap { $0.rawValue == .min ? nil : $0 }
    if let since, !Self.isNamed(since) { return nil }
    if let end = bounds.until, Self.isNamed(end) {
      until = end
    } else {
      if let end = bounds.until, end < now { return nil }
      until = nil
    }
  }

  private static func isNamed(_ time: Timestamp) -> Bool { time.rawValue % minute == 0 }

  /// What events are read for a fold with these bounds: where the end is open, also those after it, as
  /// it must be known that there are none.
  func reading(_ bounds: Fold.Bounds) -> Fold.Bounds {
    until == nil ? Fold.Bounds(since: bounds.since) : bounds
  }

  /// Whether a state in which no event is later than `latest` is what a fold with these bounds comes to.
  func holds(_ latest: Timestamp?, within bounds: Fold.Bounds) -> Bool {
    guard until == nil, let latest, let end = bounds.until else { return true }
    return latest < end
  }

  /// The name of the file of a projection's state.
  ///
  /// - Parameter origin: where the oldest line stands that is folded: what was pruned since is in no
  ///   window any more.
  /// - Throws: `notEncodable`; it does not come to that.
  func name(of identity: ProjectionIdentity, from origin: Position) throws(FoldError) -> String {
    let key = Key(identity: identity, since: since, until: until, origin: origin)
    do {
      return String(try Digest(of: key).description.prefix(WindowFiles.nameLength))
    } catch {
      throw FoldError(.notEncodable, "\(identity.name) cannot be named", cause: error)
    }
  }

  private struct Key: Encodable {
    let identity: ProjectionIdentity
    let since: Timestamp?
    let until: Timestamp?
    let origin: Position
  }
}
