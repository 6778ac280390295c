extension Rows: KeyedState {
  package func forEachRow(_ body: (Label, any Encodable) throws -> Void) throws {
    try forEachPlace { key, row throws(any Error) in try body(key, row) }
    var failure: (any Error)?
    source?.forEach(after: nil, as: Row.self) { key, row, _ in
      guard places.place(of: key) == nil else { return true }
      do { try body(key, row) } catch { failure = error }
      return failure == nil
    }
    if let failure { throw failure }
  }

  package func forEachChange(
    _ body: (Label, (any Encodable)?, RowDigest?) throws -> Void
  ) throws {
    for index in 0..<places.changed.count {
      let place = Int(places.changed[index])
      let digest = places.digest(at: place)
      guard rows[place] != nil || digest != nil else { continue }
      try body(places.key(at: place), rows[place], digest)
    }
  }

  package mutating func settle(_ digests: [RowDigest?]) {
    var digests = digests[...]
    for index in 0..<places.changed.count {
      let place = Int(places.changed[index])
      places.settle(place)
      let old = places.digest(at: place)
      guard rows[place] != nil || old != nil else { continue }
      if let old { settledDigest -= old }
      let new = digests.popFirst() ?? nil
      if let new { settledDigest += new }
      places.setDigest(new, at: place)
      if new == nil { leave(place) }
    }
    places.settleAll()
  }

  package mutating func restore(from source: any RowSource, isLazy: Bool) {
    self = Rows()
    known = source.count
    settledDigest = source.digest
    if isLazy {
      self.source = source
      return
    }
    source.forEach(after: nil, as: Row.self) { key, row, digest in
      _ = add(key, row, digest)
      return true
    }
  }
}
