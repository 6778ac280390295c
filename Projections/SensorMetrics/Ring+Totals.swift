extension Ring {
  /// Keeps the total of windows of so many buckets from now on.
  mutating func keepTotal(of length: Int64) {
    if !totals.contains(where: { $0.length == length }) { totals.append(WindowTotal(of: length)) }
  }

  /// Moves the windows that are kept on, so that they end at this number; never back.
  mutating func settle(at number: Int64) {
    for place in totals.indices where !totals[place].isKnown || totals[place].end < number {
      move(place, to: number)
    }
  }

  /// What these buckets hold together, if that is kept and settled.
  func total(of numbers: ClosedRange<Int64>) -> Bucket? {
    for place in totals.indices where totals[place].answers(numbers) { return totals[place].sum }
    return nil
  }

  /// What the total of a window counts is no more.
  mutating func forget(_ number: Int64, _ bucket: Bucket) {
    for place in totals.indices where totals[place].covers(number) { totals[place].remove(bucket) }
  }

  private mutating func move(_ place: Int, to end: Int64) {
    let length = totals[place].length
    let start = totals[place].end
    guard totals[place].isKnown, end - start < min(length, Int64(slots.count)) else {
      let end = max(end, start)
      return totals[place].restart(at: end, with: sum(end - length + 1...end).total)
    }
    for number in start + 1...end {
      let slot = self.place(of: number)
      if slot >= 0 { totals[place].add(slots[slot].bucket) }
      let gone = self.place(of: number - length)
      if gone >= 0 { totals[place].remove(slots[gone].bucket) }
    }
    totals[place].move(to: end)
    if !totals[place].isKnown { move(place, to: end) }
  }
}
