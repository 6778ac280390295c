extension Rows: KeyedState {
  package func forEachRow(_ body: (Label, any Encodable) throws -> Void) throws {
    for slot in slots { if let row = slot.row { try body(slot.key, row) } }
    var failure: (any Error)?
    source?.forEach(after: nil, as: Row.self) { key, row, _ in
      guard places[key] == nil else { return true }
      do { try body(key, row) } catch { failure = error }
      return failure == nil
    }
    if let failure { throw failure }
  }

  package func forEachChange(
    _ body: (Label, (any Encodable)?, RowDigest?) throws -> Void
  ) throws {
    for place in changed where slots[place].row != nil || slots[place].digest != nil {
      try body(slots[place].key, slots[place].row, slots[place].digest)
    }
  }

  package mutating func settle(_ digests: [RowDigest?]) {
    var digests = digests[...]
    for place in changed {
      slots[place].isChanged = false
      guard slots[place].row != nil || slots[place].digest != nil else { continue }
      if let old = slots[place].digest { settledDigest -= old }
      let new = digests.popFirst() ?? nil
      if let new { settledDigest += new }
      slots[place].digest = new
      if new == nil { leave(place) }
    }
    changed = []
  }

  package mutating func restore(from source: any RowSource, isLazy: Bool) {
    self = Rows()
    count = source.count
    settledDigest = source.digest
    if isLazy {
      self.source = source
      return
    }
    source.forEach(after: nil, as: Row.self) { key, row, digest in
      _ = add(Slot(key: key, row: row, digest: digest))
      return true
    }
  }
}
