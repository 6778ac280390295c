import Events
import Journal

/// The text of an origin as its lines come: which is the next, which are known, and what is missing.
///
/// It knows no engine and writes no log.
struct OriginText: Sendable {
  /// The next line begins here.
  private(set) var place: RelayPlace
  /// Whether it is known what all lines before were.
  private(set) var isChainKnown: Bool
  /// Up to where all is known to be what the origin pushed.
  private(set) var verified: PulledPlace
  private var standing: PullStanding
  private var recent = RecentLines()
  /// What the origin said of places that the text has not reached yet, the nearest first.
  private(set) var heads: [RelayHead] = []

  /// What a line is to the text.
  enum Verdict: Sendable, Equatable {
    /// The next one; true: the log has it already.
    case next(isThere: Bool)
    /// One that was taken before.
    case known
    /// Lines before it are missing.
    case ahead
    /// Not what was taken before: this one was changed, or that one.
    case doubtful
  }

  /// What a head says of what was taken.
  enum Agreement: Sendable, Equatable {
    case agrees
    /// What was taken is not what the origin pushed.
    case differs(RelayHead)
    /// It speaks of what was not taken yet, or of a place long past.
    case open
  }

  init(_ standing: PullStanding) {
    place = RelayPlace(standing.place)
    isChainKnown = standing.place.chain != nil
    // Whoever died may have known more than it wrote.
    verified =
      standing.verified.offset > standing.place.offset ? standing.place : standing.verified
    self.standing = standing
  }

  /// Where it stands, as a marker says it.
  var pulled: PulledPlace { place.pulled(isChainKnown: isChainKnown) }

  /// Takes the next line in, if it is that.
  mutating func take(_ line: RelayLine) -> Verdict {
    if line.offset > place.offset { return .ahead }
    if line.offset < place.offset { return recent.contradicts(line) ? .doubtful : .known }
    // Whoever pushes goes forward in the log.
    guard line.position >= place.position else { return .doubtful }
    place.pass(line.bytes.span, at: line.position)
    recent.add(line)
    return .next(isThere: standing.holds(line.bytes))
  }

  /// Lines are missing that nobody has any more.
  mutating func pass(to offset: Int64, _ position: Position) {
    place.offset = max(place.offset, offset)
    place.position = max(place.position, position)
    isChainKnown = false
    recent = RecentLines()
    standing = PullStanding(place: pulled, verified: verified)
  }

  /// All was looked at: so it stands.
  mutating func stand(at place: RelayPlace, isChainKnown: Bool, verified: PulledPlace) {
    self.place = place
    self.isChainKnown = isChainKnown
    self.verified = verified
    recent = RecentLines()
    standing = PullStanding(place: pulled, verified: verified)
    heads.removeAll { $0.place.offset < place.offset }
  }

  /// So many heads of places ahead are kept: the nearest ones.
  private static let mostHeads = 64

  /// Takes in what the origin says of itself.
  mutating func note(_ head: RelayHead) {
    guard head.place.offset >= place.offset else { return }
    let index = heads.firstIndex { $0.place.offset >= head.place.offset } ?? heads.count
    if index < heads.count, heads[index].place == head.place { return }
    heads.insert(head, at: index)
    if heads.count > Self.mostHeads { heads.remove(at: Self.mostHeads / 2) }
  }

  /// Holds what was taken against the head of this place, where there is one.
  mutating func compare() -> Agreement {
    while let head = heads.first, head.place.offset < place.offset { heads.removeFirst() }
    guard let head = heads.first, head.place.offset == place.offset else { return .open }
    heads.removeFirst()
    if !isChainKnown {
      // What was missing is told; from here on it is known again what all were.
      place = head.place
      isChainKnown = true
      verified = pulled
      return .agrees
    }
    guard head.place == place else { return .differs(head) }
    verified = pulled
    return .agrees
  }
}
