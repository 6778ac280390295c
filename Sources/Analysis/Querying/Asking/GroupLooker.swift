import TLM

/// Sums events up by groups.
struct GroupLooker: EventLooker {
  private(set) var table: GroupTable
  /// Events without a time, where there are buckets of time.
  private(set) var untimed = 0
  let asksForTime: Bool
  private var buckets: BucketNumbers?
  private var keys: [KeyNumbers]
  /// For each key the numbers of what it and all before it are together.
  private var pairs: [PairNumbers]
  private let arguments: [Argument]

  /// What is summed up.
  private struct Argument {
    let reading: Reading
    /// The key that it stands under, where it is nothing but what stands there; else `unknown`.
    let key: Key
    /// Whether each event counts, whatever it says.
    let isOfAll: Bool
  }

  init(
    _ columns: [Column], _ every: Every?, _ aggregates: [Aggregate], by compiler: Compiler
  ) {
    keys = columns.map { KeyNumbers($0.value, by: compiler) }
    pairs = columns.map { _ in PairNumbers() }
    buckets = every.map { BucketNumbers($0, in: compiler.zone) }
    arguments = aggregates.map { aggregate in
      guard let argument = aggregate.argument else {
        return Argument(reading: { _ in .flag(true) }, key: .unknown, isOfAll: true)
      }
      let key = compiler.plainField(argument)?.key ?? .unknown
      return Argument(reading: compiler.reading(argument), key: key, isOfAll: false)
    }
    table = GroupTable(aggregates.map(\.kind))
    let values = columns.map(\.value) + aggregates.compactMap(\.argument)
    asksForTime = every != nil || values.contains(where: \.asksForTime)
  }

  mutating func look(at event: borrowing Event) {
    if table.isFull { return }
    guard let group = group(of: event) else { return }
    let position = event.position.rawValue
    // A span of a copy, so that calling a function does not count references to it.
    let arguments = arguments
    let span = arguments.span
    for place in span.indices {
      if span[place].isOfAll {
        table.add(.flag(true), at: position, to: place, of: group)
        continue
      }
      let key = span[place].key
      if key.rawValue != 0 {
        guard event.contains(key), let field = event.field(key) else { continue }
        if let number = event.plainNumber(of: field) {
          table.add(number, at: position, to: place, of: group)
          continue
        }
      }
      let datum = span[place].reading(event)
      if !datum.isMissing { table.add(datum, at: position, to: place, of: group) }
    }
  }

  /// The group of an event; nil where it is in no stretch of time.
  private mutating func group(of event: borrowing Event) -> Int? {
    var group = 0
    var rest = keys.indices
    if buckets != nil {
      guard let bucket = buckets?.number(of: event) else {
        untimed += 1
        return nil
      }
      group = bucket
    } else if let first = rest.popFirst() {
      group = keys[first].number(of: event)
    }
    for place in rest {
      group = pairs[place].number(of: group, keys[place].number(of: event))
    }
    // Groups have the numbers of what they have in common: each that is met the next one.
    if group == table.count { table.append(key(of: event)) }
    return group
  }

  /// What an event of a new group has in common with those to come.
  private mutating func key(of event: borrowing Event) -> GroupKey {
    var values: [Datum] = []
    if let start = buckets?.start { values.append(.time(start)) }
    for place in keys.indices {
      let number = keys[place].number(of: event)
      values.append(keys[place].values[number])
    }
    return GroupKey(first: values.first ?? .missing, rest: Array(values.dropFirst()))
  }

  /// Whether there is more than can be kept, so that reading on makes no sense.
  mutating func takeFound() -> Bool { table.isFull }
}
