import Events
import Journal
import Lines
import TLM

/// Every run with what lists pick it by, in the order of lists; some hundred bytes each.
///
/// All that it knows comes from the rows of the projection `runs` and from the log behind them, and it
/// says which runs are meant: what they are is asked of the projection.
struct RunsTable: Sendable {
  struct Entry: Sendable {
    var key: TextPool.Place
    /// The id that people know it by; the key where it has no other.
    var id: TextPool.Place
    /// In nanoseconds since 1970; the least number where nobody knows.
    var created: Int64 = .min
    var start: Int64 = .min
    var agent: UInt32 = 0
    var job: UInt32 = 0
    var parent: UInt32 = 0
    /// How often it has changed; from the largest number on it begins anew at 1.
    var changes: UInt16 = 0
    var status: Outcome?
    /// Whether `created` is told, and not taken from the start.
    var hasCreated = false
  }

  /// Up to where the log is in it.
  private(set) var through: Position
  /// How often anything has changed.
  private(set) var changes = 0
  private(set) var entries: [Entry] = []
  /// Numbers of runs, those recorded last at the end.
  private(set) var order: [UInt32] = []
  private(set) var agents = NamePool()
  private(set) var jobs = NamePool()
  private(set) var parents = NamePool()
  private var texts = TextPool()
  private var index: KeyIndex

  init(through: Position, expecting count: Int) {
    self.through = through
    index = KeyIndex(for: count)
    entries.reserveCapacity(count + count / 8)
    order.reserveCapacity(count + count / 8)
  }

  /// Takes in a row of the projection; `sort` is for when all are.
  mutating func add(_ key: Label, _ row: Runs.Row) {
    let number = insert(key, id: RunText.plain(row["run_id"]))
    change(number, to: row.status) { RunText.plain(row[$0]) }
    order.append(UInt32(number))
  }

  /// Puts all into the order of lists.
  mutating func sort() {
    let (known, all) = (texts, entries)
    order.sort { Self.isBefore(all[Int($0)], all[Int($1)], known) }
  }

  private func isBefore(_ left: Int, _ right: Int) -> Bool {
    Self.isBefore(entries[left], entries[right], texts)
  }

  /// By when they were recorded; of one instant, against the order of their keys, so that lists are the
  /// same whatever came first.
  private static func isBefore(_ left: Entry, _ right: Entry, _ texts: TextPool) -> Bool {
    if left.created != right.created { return left.created < right.created }
    return texts.bytes(at: right.key).lexicographicallyPrecedes(texts.bytes(at: left.key))
  }

  /// Takes in what came to the log since.
  ///
  /// - Throws: `truncated` where that was pruned already.
  mutating func catchUp(_ log: EventLog) throws {
    let end = try log.bounds().upperBound
    guard end > through else { return }
    var lines = try log.read(from: through, to: end)
    let parser = LineParser()
    while let chunk = try lines.next() {
      let batch = parser.parse(chunk)
      for place in 0..<batch.count { apply(batch.event(at: place)) }
      through = chunk.position.advanced(by: chunk.count)
    }
  }

  private mutating func apply(_ event: borrowing Event) {
    guard event.name == "run", let key = Label(event.eventID ?? event.runID) else { return }
    let known = number(of: key)
    let number = known ?? insert(key, id: event.runID)
    if known != nil { leave(number) }
    let status = Runs.Row.status(after: entries[number].status, event)
    let names = ["created_at", "start_time", "agent_name", "job_type", "parent_run_id"]
    let told = names.map { event.string($0) }
    change(number, to: status) { name in names.firstIndex(of: name).flatMap { told[$0] } }
    enter(number)
  }

  /// Takes texts over that are told; what is not stays.
  private mutating func set(_ entry: inout Entry, _ told: (String) -> String?) {
    if let text = told("start_time"), let time = NewRun.time(text) {
      entry.start = time.rawValue
      if !entry.hasCreated { entry.created = time.rawValue }
    }
    if let text = told("created_at"), let time = NewRun.time(text) {
      (entry.created, entry.hasCreated) = (time.rawValue, true)
    }
    if let name = told("agent_name") { entry.agent = agents.number(of: name) }
    if let name = told("job_type") { entry.job = jobs.number(of: name) }
    if let name = told("parent_run_id") { entry.parent = parents.number(of: name) }
  }

  private mutating func change(
    _ number: Int, to status: Outcome?, _ told: (String) -> String?
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
  }
}

extension RunsTable {
  /// The number of the run under a key.
  func number(of key: Label) -> Int? {
    index.find(Self.hash(Array(key.text.utf8)[...])) { number in
      texts.bytes(at: entries[number].key).elementsEqual(key.text.utf8)
    }
  }

  func key(of number: Int) -> Label { Label(texts.text(at: entries[number].key)) }

  /// The id that people know a run by.
  func id(of number: Int) -> String { texts.text(at: entries[number].id) }

  private mutating func insert(_ key: Label, id: String?) -> Int {
    let place = texts.add(key.text)
    let own = id.flatMap { $0 == key.text ? nil : texts.add($0) } ?? place
    let number = entries.count
    entries.append(Entry(key: place, id: own))
    let (known, all) = (texts, entries)
    index.add(number) { other in Self.hash(known.bytes(at: all[other].key)) }
    return number
  }

  private static func hash(_ bytes: ArraySlice<UInt8>) -> Int {
    var hasher = Hasher()
    for byte in bytes { hasher.combine(byte) }
    return hasher.finalize()
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
    var (low, high) = (0, order.count)
    while low < high {
      let middle = (low + high) / 2
      if isBefore(Int(order[middle]), number) { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// How many runs were recorded at an instant or later.
  func count(since time: Timestamp) -> Int {
    var (low, high) = (0, order.count)
    while low < high {
      let middle = (low + high) / 2
      if entries[Int(order[middle])].created < time.rawValue {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return order.count - low
  }
}
