/// Where rows stand, and what is known of each but what it is: its key, whether it was changed, and
/// the digest that it was settled with.
@usableFromInline
struct RowPlaces: Sendable {
  private var keys = RowKeys()
  /// What rows were settled with; it ends before the places of those that never were.
  private var digests = ChunkedArray<RowDigest?>()
  private var isChanged = ChunkedArray<Bool>()
  /// Places that belong to no key.
  private var free: [Int] = []
  /// Places that were changed since rows were settled.
  private(set) var changed = ChunkedArray<UInt32>()
  /// Of the key that was asked for last: many events in a row are of one.
  private var recent: Int?

  /// Where the row of a key stands; nil if nowhere.
  func place(of key: Label) -> Int? {
    if let recent, keys.holds(key, at: recent) { return recent }
    return keys.place(of: key)
  }

  /// The same for a key that is likely to be asked for again.
  @usableFromInline
  mutating func recentPlace(of key: Label) -> Int? {
    guard let place = place(of: key) else { return nil }
    recent = place
    return place
  }

  /// The key at a place that has one.
  func key(at place: Int) -> Label { keys.key(at: place) }

  /// Gives a key that has no place one. Places that became free are used again.
  mutating func add(_ key: Label, _ digest: RowDigest?) -> Int {
    let place: Int
    if let free = free.popLast() {
      // Whether it was changed stays: what is gone again is looked at once more, which does no harm.
      place = free
    } else {
      place = isChanged.count
      isChanged.append(false)
    }
    keys.insert(key, at: place)
    setDigest(digest, at: place)
    return place
  }

  /// Gives back a place.
  mutating func leave(_ place: Int) {
    if recent == place { recent = nil }
    keys.remove(at: place)
    setDigest(nil, at: place)
    free.append(place)
  }

  @usableFromInline
  mutating func noteChange(of place: Int) {
    if isChanged[place] { return }
    isChanged[place] = true
    changed.append(UInt32(place))
  }

  mutating func settle(_ place: Int) { isChanged[place] = false }

  mutating func settleAll() { changed = ChunkedArray() }

  /// The digest that a row was settled with; nil: it was not.
  func digest(at place: Int) -> RowDigest? { place < digests.count ? digests[place] : nil }

  mutating func setDigest(_ digest: RowDigest?, at place: Int) {
    if digest == nil && place >= digests.count { return }
    while digests.count <= place { digests.append(nil) }
    digests[place] = digest
  }
}
