package import TLM

/// Every run with what lists pick it by and figures count, in the order of lists; some hundred bytes each.
///
/// All that it knows comes from the rows of the projection `runs` and from the log behind them, and it
/// says which runs are meant: what they are is asked of the projection.
package struct RunsTable: Sendable {
  package struct Entry: Sendable {
    let key: TextPool.Place
    /// Numbers of names; 0 where nobody tells one.
    package internal(set) var agent: UInt32 = 0
    package internal(set) var job: UInt32 = 0
    var parent: UInt32 = 0
    /// In nanoseconds since 1970; the least number where nobody knows.
    var created: Int64 = .min
    package internal(set) var start: Int64 = .min
    package internal(set) var items = RunItems()
    var length = RunLength()
    package internal(set) var status: Outcome?
    /// Whether `created` is told, and not taken from the start.
    var hasCreated = false
    /// How often it has changed; from the largest number on it begins anew at 1.
    package internal(set) var changes: UInt16 = 0

    init(key: TextPool.Place) { self.key = key }

    /// How long it took; nil for one that goes on, or of which nobody knows.
    package var duration: Nanoseconds? {
      status == nil || status == .running ? nil : length.length(from: start)
    }
  }

  /// Which table of a store it is: in another one the same numbers are of other runs.
  package internal(set) var generation = 0
  /// Up to where the log is in it.
  private(set) var through: Position
  /// How often anything has changed.
  package private(set) var changes = 0
  package private(set) var entries: [Entry] = []
  /// Numbers of runs, those recorded last at the end.
  private(set) var order: [UInt32] = []
  package private(set) var agents = NamePool()
  package private(set) var jobs = NamePool()
  private(set) var parents = NamePool()
  /// How the runs of each agent stand.
  private(set) var standings: [[Outcome: Int]] = [[:]]
  /// The ids that people know runs by, where somebody has asked for them.
  private var ids: [TextPool.Place]?
  private var texts = TextPool()
  private var index: KeyIndex

  package init(through: Position, expecting count: Int) {
    self.through = through
    index = KeyIndex(for: count)
    entries.reserveCapacity(count + count / 8)
    order.reserveCapacity(count + count / 8)
  }

  /// Takes in a row of the projection; `sort` is for when all are.
  mutating func add(_ key: Label, _ row: Runs.Row) {
    let number = insert(key)
    let run = RunRecord(key, row)
    change(number, to: row.status) { run[$0] }
    order.append(UInt32(number))
  }

  /// Takes in what came to the log since.
  ///
  /// - Parameter seen: what an event must meet to be seen; nil: all are.
  /// - Throws: `truncated` where that was pruned already.
  package mutating func catchUp(_ log: EventLog, _ seen: Filter? = nil) throws {
    let end = try log.bounds().upperBound
    guard end > through else { return }
    var lines = try log.read(from: through, to: end)
    let parser = LineParser()
    while let chunk = try lines.next() {
      let batch = parser.parse(chunk)
      for place in 0..<batch.count { apply(batch.event(at: place), seen) }
      through = chunk.position.advanced(by: chunk.count)
    }
  }

  private mutating func apply(_ event: borrowing Event, _ seen: Filter?) {
    guard event.name == "run", let key = Label(event.eventID ?? event.runID),
      seen?.matches(event) ?? true
    else { return }
    let known = number(of: key)
    let number = known ?? insert(key)
    if known != nil { leave(number) }
    let status = Runs.Row.status(after: entries[number].status, event)
    var told: [String: Value] = [:]
    for name in Self.fields { told[name] = event.view(named: name)?.value }
    change(number, to: status) { told[$0] }
    if ids != nil, let id = event.view(named: "run_id")?.value { setID(number, id) }
    enter(number)
  }

  private mutating func change(
    _ number: Int, to status: Outcome?, _ told: (String) -> Value?
  ) {
    var entry = entries[number]
    if entry.changes > 0 { count(entry, by: -1) }
    entry.status = status
    set(&entry, told)
    entry.changes &+= 1
    if entry.changes == 0 { entry.changes = 1 }
    count(entry, by: 1)
    entries[number] = entry
    changes += 1
  }

  private mutating func count(_ entry: Entry, by change: Int) {
    agents.count(entry.agent, by: change)
    jobs.count(entry.job, by: change)
    while standings.count <= Int(entry.agent) { standings.append([:]) }
    standings[Int(entry.agent)][entry.status ?? .unknown, default: 0] += change
  }
}

extension RunsTable {
  /// What is taken of a record.
  private static let fields =
    [
      "created_at", "start_time", "end_time", "duration_s", "duration_ms", "agent_name", "job_type",
      "parent_run_id",
    ] + RunItems.names

  /// Takes over what is told; what is not stays.
  private mutating func set(_ entry: inout Entry, _ told: (String) -> Value?) {
    if let value = told("start_time") { entry.start = Self.time(value) }
    if let value = told("created_at") {
      entry.created = Self.time(value)
      entry.hasCreated = entry.created != .min
    }
    if !entry.hasCreated { entry.created = entry.start }
    entry.length.tell(told)
    if let name = told("agent_name") { entry.agent = agents.number(of: name) }
    if let name = told("job_type") { entry.job = jobs.number(of: name) }
    if let name = told("parent_run_id") { entry.parent = parents.number(of: name) }
    entry.items.tell(told)
  }

  private static func time(_ value: Value) -> Int64 { value.instant?.rawValue ?? .min }
}

/// Which run has which number, key and id.
extension RunsTable {
  /// The number of the run under a key.
  package func number(of key: Label) -> Int? {
    let packed = PackedText(key.text).bytes
    return index.find(Self.hash(packed[...])) { number in
      texts.packed(at: entries[number].key).elementsEqual(packed)
    }
  }

  package func key(of number: Int) -> Label { Label(texts.text(at: entries[number].key)) }

  /// Whether it knows the ids that people know runs by.
  var hasIDs: Bool { ids != nil }

  /// The id that people know a run by; its key where it has no other, or nobody has asked for ids.
  package func id(of number: Int) -> String {
    texts.text(at: ids?[number] ?? entries[number].key)
  }

  /// Takes in the ids that people know runs by: few ask for them, and they take as much as all the rest.
  mutating func addIDs(of rows: Rows<Runs.Row>) {
    ids = entries.map(\.key)
    rows.forEach { key, row in
      if let id = RunRecord(key, row)["run_id"], let number = number(of: key) { setID(number, id) }
    }
  }

  private mutating func setID(_ number: Int, _ id: Value) {
    let key = entries[number].key
    guard let id = id.text, id != texts.text(at: key) else {
      ids?[number] = key
      return
    }
    if id != self.id(of: number) { ids?[number] = texts.add(PackedText(id)) }
  }

  private mutating func insert(_ key: Label) -> Int {
    let number = entries.count
    let place = texts.add(PackedText(key.text))
    entries.append(Entry(key: place))
    ids?.append(place)
    let (known, all) = (texts, entries)
    index.add(number) { other in Self.hash(known.packed(at: all[other].key)) }
    return number
  }

  private static func hash(_ bytes: ArraySlice<UInt8>) -> Int {
    var hasher = Hasher()
    for byte in bytes { hasher.combine(byte) }
    return hasher.finalize()
  }
}

/// The order of lists.
extension RunsTable {
  /// Puts all into it.
  mutating func sort() {
    let (known, all) = (texts, entries)
    order.sort { Self.isBefore(all[Int($0)], all[Int($1)], known) }
  }

  /// By when they were recorded; of one instant, against the order of their keys, so that lists are the
  /// same whatever came first.
  private static func isBefore(_ left: Entry, _ right: Entry, _ texts: TextPool) -> Bool {
    if left.created != right.created { return left.created < right.created }
    return PackedText.isBefore(texts.packed(at: right.key), texts.packed(at: left.key))
  }

  private func isBefore(_ left: Int, _ right: Int) -> Bool {
    Self.isBefore(entries[left], entries[right], texts)
  }

  /// Puts a run where it belongs; what comes is nearly always the last.
  private mutating func enter(_ number: Int) {
    order.insert(UInt32(number), at: place(of: number))
  }

  private mutating func leave(_ number: Int) {
    let place = place(of: number)
    if place < order.count, order[place] == UInt32(number) { order.remove(at: place) }
  }

  /// The first place whose run does not stand before this one.
  private func place(of number: Int) -> Int {
    if let last = order.last, isBefore(Int(last), number) { return order.count }
    return Self.firstPlace(in: order) { !isBefore(Int($0), number) }
  }

  /// How many runs were recorded at an instant or later.
  package func count(since time: Timestamp) -> Int {
    order.count - Self.firstPlace(in: order) { entries[Int($0)].created >= time.rawValue }
  }

  /// The first of which something holds, as it does of all behind it.
  private static func firstPlace(in order: [UInt32], _ holds: (UInt32) -> Bool) -> Int {
    var (low, high) = (0, order.count)
    while low < high {
      let middle = (low + high) / 2
      if holds(order[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
