import TLM

/// Sums events up by groups.
struct GroupLooker: EventLooker {
  private(set) var table: GroupTable
  /// Events without a time, where there are buckets of time.
  private(set) var untimed = 0
  private let keys: [Reading]
  private let arguments: [Argument]
  private let every: Every?
  private let zone: Zone
  /// The bucket of the last event: most are of the same one.
  private var bucket: Range<Int64>?
  /// The field that groups have in common, where it is nothing but one.
  private let field: KeyField?
  private let isEvent: Bool
  private var texts = TextGroups()
  /// Whether it is their names.
  private let isByName: Bool
  /// The groups of names by their numbers; -1 for those that were not met.
  private var named: [Int] = []

  /// A field in one piece: to hand on its parts takes as long as to look it up.
  private final class KeyField: Sendable {
    let path: FieldPath
    init(_ path: FieldPath) { self.path = path }
  }

  /// What is summed up.
  private struct Argument {
    let reading: Reading
    /// Whether each event counts, whatever it says.
    let isOfAll: Bool
  }

  init(
    _ columns: [Column], _ every: Every?, _ aggregates: [Aggregate], by compiler: Compiler
  ) {
    keys = columns.map { compiler.reading($0.value) }
    let always: Reading = { _ in .flag(true) }
    arguments = aggregates.map { aggregate in
      guard let argument = aggregate.argument else {
        return Argument(reading: always, isOfAll: true)
      }
      return Argument(reading: compiler.reading(argument), isOfAll: false)
    }
    table = GroupTable(aggregates.map(\.kind))
    self.every = every
    zone = compiler.zone
    let key = every == nil && columns.count == 1 ? columns[0].value : nil
    field = key.flatMap { compiler.plainField($0) }.map(KeyField.init)
    isEvent = key?.field?.name == "event"
    isByName = if case .call(.name, _)? = key?.kind { true } else { false }
  }

  mutating func look(at event: borrowing Event) {
    if table.isFull { return }
    guard let group = group(for: event) else { return }
    let position = event.position.rawValue
    // A span of a copy, so that calling a function does not count references to it.
    let arguments = arguments
    let span = arguments.span
    for place in span.indices {
      if span[place].isOfAll {
        table.count(place, of: group)
      } else {
        let datum = span[place].reading(event)
        if !datum.isMissing { table.add(datum, at: position, to: place, of: group) }
      }
    }
  }

  private mutating func group(for event: borrowing Event) -> Int? {
    // The name of an event has a number, and nearly always it is what stands under `event`.
    if isByName || isEvent && event.isNamedByEvent, event.nameID != .overflow {
      return group(ofName: event.nameID)
    }
    if let field { return group(by: field, of: event) }
    return group(of: event)
  }

  /// The same as by its value: most are texts that were met before.
  private mutating func group(by field: KeyField, of event: borrowing Event) -> Int {
    guard let view = event.view(at: field.path) else {
      return table.group(GroupKey(first: .missing, rest: []))
    }
    guard view.kind == .string, !view.hasEscapes else {
      return table.group(GroupKey(first: Datum(view).plain, rest: []))
    }
    if let known = texts.group(of: view.text) { return known }
    let group = table.group(GroupKey(first: Datum(view), rest: []))
    texts.add(view.text, group: group)
    return group
  }

  private mutating func group(ofName name: Event.Name) -> Int {
    let number = Int(name.rawValue)
    if number < named.count, named[number] >= 0 { return named[number] }
    if number >= named.count {
      named += Array(repeating: -1, count: number + 16 - named.count)
    }
    let text = name.string
    let group = table.group(
      GroupKey(first: text.isEmpty ? .missing : .text(Label(text)), rest: []))
    named[number] = group
    return group
  }

  /// The group of an event; nil where it is in no stretch of time.
  private mutating func group(of event: borrowing Event) -> Int? {
    var parts: [Datum] = []
    if keys.count + (every == nil ? 0 : 1) > 1 { parts.reserveCapacity(keys.count) }
    var first: Datum?
    if every != nil {
      guard let start = bucketStart(of: event) else {
        untimed += 1
        return nil
      }
      first = .time(start)
    }
    for key in keys {
      let datum = key(event).plain
      if first == nil { first = datum } else { parts.append(datum) }
    }
    return table.group(GroupKey(first: first ?? .missing, rest: parts))
  }

  /// Whether there is more than can be kept, so that reading on makes no sense.
  mutating func takeFound() -> Bool { table.isFull }

  private mutating func bucketStart(of event: borrowing Event) -> Int64? {
    guard let every, let time = event.time?.rawValue else { return nil }
    if let bucket, bucket.contains(time) { return bucket.lowerBound }
    let found = every.bucket(of: time, in: zone)
    bucket = found
    return found.lowerBound
  }
}

/// What the events of a group have in common.
struct GroupKey: Hashable, Sendable {
  let first: Datum
  /// Kept apart, because most groups have one key.
  let rest: [Datum]

  func precedes(_ other: GroupKey) -> Bool {
    if first != other.first { return first.precedes(other.first) }
    for (left, right) in zip(rest, other.rest) where left != right { return left.precedes(right) }
    return false
  }
}

/// Groups, each with what its events come to.
struct GroupTable: Sendable {
  private let kinds: [Aggregate.Kind]
  private var places: [GroupKey: Int] = [:]
  private var keys: [GroupKey] = []
  /// Of one group after the other what each aggregate has come to.
  private var cells: [Accumulator] = []
  /// Distinct values that were added here and have to be kept.
  private var values = 0

  /// Groups at most, in one answer.
  static let limit = 100_000
  /// Distinct values at most.
  static let valueLimit = 2_000_000

  init(_ kinds: [Aggregate.Kind]) { self.kinds = kinds }

  var isFull: Bool { keys.count > Self.limit || values > Self.valueLimit }

  mutating func group(_ key: GroupKey) -> Int {
    if let place = places[key] { return place }
    places[key] = keys.count
    keys.append(key)
    cells += kinds.map(Accumulator.init)
    return keys.count - 1
  }

  mutating func add(_ datum: Datum, at position: Int64, to place: Int, of group: Int) {
    if cells[group * kinds.count + place].add(datum, at: position) { values += 1 }
  }

  /// One more event.
  mutating func count(_ place: Int, of group: Int) { cells[group * kinds.count + place].count() }

  mutating func merge(_ other: GroupTable) {
    for (number, key) in other.keys.enumerated() {
      if isFull { return }
      let group = group(key)
      for place in kinds.indices {
        cells[group * kinds.count + place].merge(other.cells[number * kinds.count + place])
      }
    }
  }

  /// - Throws: `question`, where there was more than can be kept.
  func check() throws(AnalysisError) {
    if keys.count > Self.limit {
      throw .question(
        "there are more than \(Self.limit) groups; ask for fewer events with --where, or group by "
          + "something that fewer have in common")
    }
    let kept = cells.reduce(0) { $0 + $1.kept }
    if values > Self.valueLimit || kept > Self.valueLimit {
      throw .question(
        "distinct() met more than \(Self.valueLimit) values; ask for fewer events with --where")
    }
  }

  /// A row for each group, in the order of their keys; without any key there is one in any case.
  func rows(_ aggregates: [Aggregate], hasKeys: Bool) -> [[Datum]] {
    if !hasKeys && keys.isEmpty { return [Self.empty(aggregates)] }
    return keys.indices.sorted { keys[$0].precedes(keys[$1]) }.map { group in
      let key = hasKeys ? [keys[group].first] + keys[group].rest : []
      let cells = cells[(group * kinds.count)..<((group + 1) * kinds.count)]
      return key + zip(cells, kinds).map { $0.datum($1) }
    }
  }

  /// What no events at all come to.
  static func empty(_ aggregates: [Aggregate]) -> [Datum] {
    aggregates.map { Accumulator($0.kind).datum($0.kind) }
  }
}

extension Every {
  /// Rows by buckets of time, with those between the first and the last that have no events; as they
  /// are where these would be too many.
  func filled(_ rows: [[Datum]], _ aggregates: [Aggregate], in zone: Zone) -> [[Datum]] {
    guard case .time(let first)? = rows.first?.first, case .time(let last)? = rows.last?.first
    else {
      return rows
    }
    var filled: [[Datum]] = []
    var rest = rows[...]
    var start = first
    while start <= last {
      if case .time(start)? = rest.first?.first, let row = rest.popFirst() {
        filled.append(row)
      } else {
        filled.append([.time(start)] + GroupTable.empty(aggregates))
      }
      if filled.count > GroupTable.limit { return rows }
      let end = bucket(of: start, in: zone).upperBound
      if end <= start { return rows }
      start = end
    }
    return rest.isEmpty ? filled : rows
  }
}
