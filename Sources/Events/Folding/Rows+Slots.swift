extension Rows {
  /// The place of a key whose row is to be changed; the row is made where there is none.
  @inlinable
  mutating func place(toChange key: Label, _ row: () -> Row) -> Int {
    let place = places.recentPlace(of: key) ?? room(for: key)
    if rows[place] == nil {
      rows[place] = row()
      known += 1
    }
    places.noteChange(of: place)
    return place
  }

  /// A place for a key that has none in memory, with its row if there is one.
  @usableFromInline
  mutating func room(for key: Label) -> Int { fetch(key) ?? add(key, nil, nil) }

  /// Brings the row of a key into memory, if there is one.
  private mutating func fetch(_ key: Label) -> Int? {
    guard let stored = source?.row(key, as: Row.self) else { return nil }
    return add(key, stored.row, stored.digest)
  }

  mutating func add(_ key: Label, _ row: Row?, _ digest: RowDigest?) -> Int {
    let place = places.add(key, digest)
    if place == rows.count { rows.append(row) } else { rows[place] = row }
    return place
  }

  mutating func remove(_ key: Label) {
    guard let place = places.place(of: key) ?? fetch(key), rows[place] != nil else { return }
    known -= 1
    places.noteChange(of: place)
    rows[place] = nil
    if places.digest(at: place) == nil { leave(place) }
  }

  /// Gives back a place without a row. Where there is a source the place stays: it says that the
  /// row that the source has was removed.
  mutating func leave(_ place: Int) {
    guard source == nil else { return }
    places.leave(place)
    rows[place] = nil
  }
}
