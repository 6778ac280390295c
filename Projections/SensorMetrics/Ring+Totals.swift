import Events

extension Ring {
  /// Keeps the total of windows of so many buckets from now on.
  mutating func keepTotal(of length: Int64) {
    if !totals.contains(where: { $0.length == length }) { totals.append(WindowTotal(of: length)) }
  }

  /// Moves the windows that are kept on, so that they end at this number; never back.
  mutating func settle(at number: Int64) {
    for place in totals.indices where totals[place].isUnsettled(at: number) {
      settle(place, at: max(number, totals[place].end))
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

  private mutating func settle(_ place: Int, at end: Int64) {
    let (start, length) = (totals[place].end, totals[place].length)
    let steps = end.subtractingReportingOverflow(start)
    if totals[place].remainder == .unknown || steps.overflow
      || steps.partialValue >= min(length, Int64(slots.count))
    {
      return totals[place].restart(at: end, with: sum(end - length + 1...end).total)
    }
    for number in start..<end {
      let come = self.place(of: number + 1)
      if come >= 0 { totals[place].add(buckets[come]) }
      let gone = self.place(of: number + 1 - length)
      if gone >= 0 { totals[place].remove(buckets[gone]) }
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
