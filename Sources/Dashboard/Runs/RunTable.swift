import Analysis
import TLM

/// Every run with what lists pick it by, some forty bytes each beside its key: what else is known of a run
/// is asked of the projection.
struct RunTable: Sendable {
  /// A run; times are in nanoseconds since 1970, and the least number where nobody knows.
  private struct Entry: Sendable {
    var created = Int64.min
    var start = Int64.min
    /// Where its key stands in the bytes of all keys.
    var key: Range<UInt32>
    var agent: UInt32 = 0
    var job: UInt32 = 0
    var status = Outcome.unknown
  }

  private var entries: [Entry] = []
  private var bytes: [UInt8] = []
  /// Numbers of runs that came after the table was made; those before stand in the order of their keys.
  private var late: [Label: Int] = [:]
  private var sorted = 0
  /// Numbers of runs, those recorded last first.
  private var order: [UInt32] = []
  private var agents = NameNumbers()
  private var jobs = NameNumbers()

  /// All rows of the projection.
  init(of rows: Rows<Runs.Row>) {
    entries.reserveCapacity(rows.count)
    rows.forEach { key, row in
      add(key)
      set(entries.count - 1, row)
    }
    let keys = bytes
    func key(_ entry: Entry) -> ArraySlice<UInt8> {
      keys[Int(entry.key.lowerBound)..<Int(entry.key.upperBound)]
    }
    entries.sort { key($0).lexicographicallyPrecedes(key($1)) }
    sorted = entries.count
    let all = self
    order = entries.indices.map { UInt32($0) }.sorted { all.isBefore(Int($0), Int($1)) }
  }

  private mutating func add(_ key: Label) {
    let start = UInt32(bytes.count)
    bytes += key.text.utf8
    entries.append(Entry(key: start..<UInt32(bytes.count)))
  }

  private mutating func set(_ number: Int, _ row: Runs.Row) {
    func text(_ name: String) -> String? { row[name].flatMap(Self.text) }
    func time(_ name: String) -> Int64? {
      text(name).flatMap { Timestamp($0) ?? TimeText.instant($0) }?.rawValue
    }
    let start = time("start_time")
    entries[number].start = start ?? .min
    entries[number].created = time("created_at") ?? start ?? .min
    entries[number].status = row.status ?? .unknown
    entries[number].agent = agents.number(of: text("agent_name") ?? "unknown")
    entries[number].job = jobs.number(of: text("job_type") ?? "")
  }

  /// The text of a JSON string.
  private static func text(_ json: String) -> String? {
    let isPlain = json.hasPrefix("\"") && !json.utf8.contains(UInt8(ascii: "\\"))
    return isPlain ? String(json.dropFirst().dropLast()) : Value(json: json)?.text
  }

  /// Takes in what a run says now.
  mutating func update(_ key: Label, _ row: Runs.Row) {
    let number: Int
    if let known = self.number(of: key) {
      number = known
      let place = place(of: number)
      if place < order.count, order[place] == UInt32(number) { order.remove(at: place) }
    } else {
      add(key)
      number = entries.count - 1
      late[key] = number
    }
    set(number, row)
    order.insert(UInt32(number), at: place(of: number))
  }

  private func isBefore(_ left: Int, _ right: Int) -> Bool {
    let (first, second) = (entries[left].created, entries[right].created)
    return first != second ? first > second : isKeyBefore(left, right)
  }

  private func isKeyBefore(_ left: Int, _ right: Int) -> Bool {
    key(left).lexicographicallyPrecedes(key(right))
  }

  private func key(_ number: Int) -> ArraySlice<UInt8> {
    let range = entries[number].key
    return bytes[Int(range.lowerBound)..<Int(range.upperBound)]
  }

  /// The first place of the order whose run does not stand before this one.
  private func place(of number: Int) -> Int {
    var (low, high) = (0, order.count)
    while low < high {
      let middle = (low + high) / 2
      if isBefore(Int(order[middle]), number) { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private func number(of key: Label) -> Int? {
    if let number = late[key] { return number }
    let wanted = Array(key.text.utf8)
    var (low, high) = (0, sorted)
    while low < high {
      let middle = (low + high) / 2
      if self.key(middle).lexicographicallyPrecedes(wanted) {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low < sorted && self.key(low).elementsEqual(wanted) ? low : nil
  }
}

extension RunTable {
  /// The keys of a page of the runs that meet a filter, and how many meet it.
  func keys(_ filter: RunFilter, offset: Int, limit: Int) -> (keys: [Label], total: Int) {
    let (agents, jobs) = (
      self.agents.numbers(of: filter.agents), self.jobs.numbers(of: filter.jobs)
    )
    let hidden = self.jobs.numbers(of: filter.hiddenJobs)
    var (page, total) = ([Label](), 0)
    for number in order {
      let entry = entries[Int(number)]
      guard !hidden.contains(entry.job), filter.agents.isEmpty || agents.contains(entry.agent),
        filter.jobs.isEmpty || jobs.contains(entry.job),
        filter.statuses.isEmpty || filter.statuses.contains(entry.status),
        Self.holds(filter, entry)
      else { continue }
      if total >= offset && page.count < limit {
        page.append(Label(String(decoding: key(Int(number)), as: UTF8.self)))
      }
      total += 1
    }
    return (page, total)
  }

  private static func holds(_ filter: RunFilter, _ entry: Entry) -> Bool {
    func isWithin(_ time: Int64, _ from: Int64?, _ to: Int64?) -> Bool {
      (from.map { time >= $0 } ?? true) && (to.map { time != .min && time <= $0 } ?? true)
    }
    return isWithin(entry.start, filter.startFrom?.rawValue, filter.startTo?.rawValue)
      && isWithin(
        entry.created, filter.createdAfter.map { $0.rawValue &+ 1 },
        filter.createdBefore.map { $0.rawValue &- 1 })
  }

  /// Whether it knows all that a filter asks.
  static func knows(_ filter: RunFilter) -> Bool {
    filter.parent == nil && filter.idPart == nil && filter.fields.isEmpty
  }
}

/// Names, each with a number.
private struct NameNumbers: Sendable {
  private var numbers: [Label: UInt32] = [:]

  mutating func number(of name: String) -> UInt32 {
    let label = Label(name)
    if let number = numbers[label] { return number }
    let number = UInt32(numbers.count)
    numbers[label] = number
    return number
  }

  /// Those of names that there are.
  func numbers(of names: [String]) -> Set<UInt32> { Set(names.compactMap { numbers[Label($0)] }) }
}
