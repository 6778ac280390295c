extension Rows {
  /// A place for a row. Places that became free are used again.
  struct Slot: Sendable {
    var key: Label
    /// nil: it was removed, or the slot belongs to no key.
    var row: Row?
    /// The digest that it was settled with; nil: it was not.
    var digest: RowDigest?
    var isChanged = false

    /// Makes it a changed one that has a row, where it stands: a copy would cost more than most
    /// handlers do.
    mutating func change(_ fresh: () -> Row) -> (isFirst: Bool, isNew: Bool) {
      let isFirst = !isChanged
      isChanged = true
      if row != nil { return (isFirst, false) }
      row = fresh()
      return (isFirst, true)
    }
  }

  /// The slot of a key whose row is to be changed; the row is made where there is none.
  mutating func place(toChange key: Label, _ row: () -> Row) -> Int {
    let place = places[key] ?? fetch(key) ?? add(Slot(key: key))
    let change = slots[place].change(row)
    if change.isFirst { changed.append(place) }
    if change.isNew { count += 1 }
    return place
  }

  /// Brings the row of a key into memory, if there is one.
  private mutating func fetch(_ key: Label) -> Int? {
    guard let stored = source?.row(key, as: Row.self) else { return nil }
    return add(Slot(key: key, row: stored.row, digest: stored.digest))
  }

  mutating func add(_ slot: Slot) -> Int {
    if let place = free.popLast() {
      // What was changed there and is gone again is looked at once more, which does no harm.
      let isChanged = slots[place].isChanged
      slots[place] = slot
      slots[place].isChanged = isChanged
      places[slot.key] = place
      return place
    }
    slots.append(slot)
    places[slot.key] = slots.count - 1
    return slots.count - 1
  }

  mutating func remove(_ key: Label) {
    guard let place = places[key] ?? fetch(key), slots[place].row != nil else { return }
    count -= 1
    if slots[place].change({ preconditionFailure("it has a row") }).isFirst {
      changed.append(place)
    }
    slots[place].row = nil
    if slots[place].digest == nil { leave(place) }
  }

  /// Gives back a slot without a row. Where there is a source the slot stays: it says that the
  /// row that the source has was removed.
  mutating func leave(_ place: Int) {
    guard source == nil else { return }
    places[slots[place].key] = nil
    let isChanged = slots[place].isChanged
    slots[place] = Slot(key: "", isChanged: isChanged)
    free.append(place)
  }
}
