import Events

extension Ring {
  /// Keeps the total of windows of so many buckets from now on.
  mutating func keepTotal(of length: Int64) {
    if !totals.contains(where: { $0.length == length }) { totals.append(WindowTotal(of: length)) }
  }

  /// Reads what the buckets of a window hold together that ends at this number: off a total that
  /// is kept, which moves on with it and never back, else by summing up.
  mutating func readTotal<Result>(
    of length: Int64, endingAt end: Int64, _ read: (borrowing Bucket) -> Result
  ) -> Result {
    let numbers = end - length + 1...end
    for place in totals.indices where totals[place].length == length {
      if totals[place].isUnsettled(at: end) { settle(place, at: max(end, totals[place].end)) }
      if totals[place].answers(numbers) { return read(totals[place].sum) }
    }
    return read(sum(numbers).total)
  }

  /// The totals do not count the bucket at this place any more, which goes.
  mutating func forget(_ slot: Int) {
    let number = slots[slot].number
    for place in totals.indices where totals[place].covers(number) {
      totals[place].remove(buckets[slot])
    }
  }

  private mutating func settle(_ place: Int, at end: Int64) {
    let (start, length) = (totals[place].end, totals[place].length)
    let steps = end.subtractingReportingOverflow(start)
    if totals[place].remainder == .unknown || steps.overflow
      || steps.partialValue >= min(length, Int64(slots.count))
    {
      return totals[place].restart(at: end, with: sum(end - length + 1...end).total)
    }
    // Nothing came since, and there is nothing to go: so it is of what happens now and then.
    if highest <= start && totals[place].sum.isEmpty { return totals[place].move(to: end) }
    for number in start..<end {
      let come = self.place(of: number + 1)
      if come >= 0 { totals[place].add(buckets.span[come]) }
      let gone = self.place(of: number + 1 - length)
      if gone >= 0 { totals[place].remove(buckets.span[gone]) }
    }
    totals[place].move(to: end)
    switch totals[place].remainder {
    case .known: return
    case .unbounded:
      var sum = totals[place].sum
      sum.unbound()
      forEach(end - length + 1...end) { sum.widen(to: $1) }
      totals[place].restart(at: end, with: sum)
    case .unknown: settle(place, at: end)
    }
  }
}
