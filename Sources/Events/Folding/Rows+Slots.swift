extension Rows {
  /// The place of a key whose row is to be changed; the row is made where there is none.
  mutating func place(toChange key: Label, _ row: () -> Row) -> Int {
    let place = keys.place(of: key) ?? fetch(key) ?? add(key, nil, nil)
    if rows[place] == nil {
      rows[place] = row()
      count += 1
    }
    noteChange(of: place)
    return place
  }

  /// Brings the row of a key into memory, if there is one.
  private mutating func fetch(_ key: Label) -> Int? {
    guard let stored = source?.row(key, as: Row.self) else { return nil }
    return add(key, stored.row, stored.digest)
  }

  /// Gives a key that has no place one. Places that became free are used again.
  mutating func add(_ key: Label, _ row: Row?, _ digest: RowDigest?) -> Int {
    let place: Int
    if let free = free.popLast() {
      // Whether it was changed stays: what is gone again is looked at once more, which does no harm.
      place = free
      rows[place] = row
    } else {
      place = rows.count
      rows.append(row)
      isChanged.append(false)
    }
    keys.insert(key, at: place)
    setDigest(digest, at: place)
    return place
  }

  mutating func remove(_ key: Label) {
    guard let place = keys.place(of: key) ?? fetch(key), rows[place] != nil else { return }
    count -= 1
    noteChange(of: place)
    rows[place] = nil
    if digest(at: place) == nil { leave(place) }
  }

  /// Gives back a place without a row. Where there is a source the place stays: it says that the
  /// row that the source has was removed.
  mutating func leave(_ place: Int) {
    guard source == nil else { return }
    keys.remove(at: place)
    rows[place] = nil
    setDigest(nil, at: place)
    free.append(place)
  }

  private mutating func noteChange(of place: Int) {
    if isChanged[place] { return }
    isChanged[place] = true
    changed.append(UInt32(place))
  }

  /// The digest that a row was settled with; nil: it was not.
  func digest(at place: Int) -> RowDigest? { place < digests.count ? digests[place] : nil }

  mutating func setDigest(_ digest: RowDigest?, at place: Int) {
    if digest == nil && place >= digests.count { return }
    while digests.count <= place { digests.append(nil) }
    digests[place] = digest
  }
}
