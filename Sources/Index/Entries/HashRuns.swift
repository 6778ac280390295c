import Events
import Folding
import Journal
import LMDB
import SystemCalls

/// Positions by the hashes of ids: sorted runs, each written once and merged with its like.
///
/// An entry of LMDB for each id would take four times the space, and each would go to another
/// page. Runs are numbered upwards; a run's chunks stand under its number and their first hash.
/// Four runs of one level become one of the next, up to a size beyond which a lookup in two is
/// cheaper than merging them.
struct HashRuns {
  let table: Table
  private let directory: [UInt8]

  static let ids = HashRuns(ViewsTables.ids, "ids")
  static let keys = HashRuns(ViewsTables.keys, "keys")

  /// Where the hashes of a key stand; nil for a key that is not kept so.
  init?(of key: CorrelationKey) {
    switch key {
    case .eventID: self = .ids
    case .idempotencyKey: self = .keys
    default: return nil
    }
  }

  private init(_ table: Table, _ name: String) {
    self.table = table
    directory = Array("runs of \(name)".utf8)
  }

  struct Run: Sendable, Equatable {
    let number: UInt32
    let level: UInt8
    let count: Int64
  }

  /// Bits of a hash that are kept.
  private static let bits: UInt64 = 48
  private static let entryLimit = 2024
  private static let fanOut = 4
  /// Entries of a run that is merged no more.
  private static let largest: Int64 = 1 << 20

  /// The part of a hash that is stored.
  static func stored(_ hash: UInt64) -> UInt64 { hash >> (64 - bits) }

  private static func key(_ run: UInt32, _ hash: UInt64) -> [UInt8] {
    var key: [UInt8] = []
    key.append(sortable: UInt64(run), bytes: 4)
    key.append(sortable: hash, bytes: 6)
    return key
  }

  func runs(_ transaction: borrowing some Transaction & ~Copyable) throws(LMDBError) -> [Run] {
    guard let bytes = try transaction.copy(ViewsTables.meta, directory) else { return [] }
    var reader = ByteReader(bytes)
    var runs: [Run] = []
    while let number = reader.number(UInt32.self), let level = reader.number(UInt8.self),
      let count = reader.number(Int64.self)
    {
      runs.append(Run(number: number, level: level, count: count))
    }
    return runs
  }

  /// Positions whose ids may have this hash, ascending.
  func positions(of hash: UInt64, _ transaction: borrowing some Transaction & ~Copyable)
    throws(LMDBError) -> [Int64]
  {
    let wanted = Self.stored(hash)
    var found: [Int64] = []
    for run in try runs(transaction) {
      try forEach(in: run, from: wanted, transaction) { hash, position in
        if hash == wanted { found.append(position) }
        return hash <= wanted
      }
    }
    return found.sorted()
  }

  /// Calls `body` with the entries of a run, from the chunk on in which `hash` begins, while it
  /// returns true.
  private func forEach(
    in run: Run, from hash: UInt64, _ transaction: borrowing some Transaction & ~Copyable,
    _ body: (UInt64, Int64) -> Bool
  ) throws(LMDBError) {
    var cursor = try transaction.cursor(table)
    // Entries of one hash may stand at the end of the chunk before the one it begins.
    var isThere = try cursor.seek(before: Self.key(run.number, hash))
    let prefix = Array(Self.key(run.number, 0)[..<4])
    if isThere && !cursor.key.begins(with: prefix) { isThere = try cursor.next() }
    if !isThere { isThere = try cursor.seek(atLeast: Self.key(run.number, 0)) }
    while isThere, cursor.key.count == 10, cursor.key.begins(with: prefix) {
      var hash = cursor.key.sortable(at: 4, bytes: 6)
      var place = 0
      while let difference = Varint.read(cursor.value, at: &place),
        let position = Varint.read(cursor.value, at: &place)
      {
        hash &+= difference
        if !body(hash, Int64(truncatingIfNeeded: position)) { return }
      }
      isThere = try cursor.next()
    }
  }
}

extension HashRuns {
  /// Forgets which runs there are; their table is cleared by whoever calls this.
  func forget(_ transaction: inout WriteTransaction) throws(LMDBError) {
    try transaction.delete(ViewsTables.meta, directory)
  }

  /// Adds entries, sorted by their hashes; merges what is due.
  func append(_ entries: [HashedPlace], _ transaction: inout WriteTransaction) throws(LMDBError) {
    if entries.isEmpty { return }
    var runs = try runs(transaction)
    var number = (runs.last?.number ?? 0) &+ 1
    runs.append(Run(number: number, level: 0, count: Int64(entries.count)))
    try write(
      entries.map { HashedPlace(hash: Self.stored($0.hash), place: $0.place) }, number,
      &transaction)
    while let due = Self.due(in: runs) {
      number &+= 1
      let merged = try merge(runs[due], as: number, &transaction)
      runs.removeSubrange(due)
      runs.append(merged)
    }
    var writer = ByteWriter()
    for run in runs {
      writer.put(run.number)
      writer.put(run.level)
      writer.put(run.count)
    }
    try transaction.put(ViewsTables.meta, directory, writer.bytes)
  }

  /// The newest runs, where they are as many as make one of the next level.
  private static func due(in runs: [Run]) -> Range<Int>? {
    guard let level = runs.last?.level else { return nil }
    let start = (runs.lastIndex { $0.level != level } ?? -1) + 1
    let alike = start..<runs.count
    guard alike.count >= fanOut, runs[alike].reduce(0, { $0 + $1.count }) <= largest else {
      return nil
    }
    return alike
  }

  private func merge(
    _ runs: ArraySlice<Run>, as number: UInt32, _ transaction: inout WriteTransaction
  ) throws(LMDBError) -> Run {
    var entries: [HashedPlace] = []
    for run in runs {
      var keys: [[UInt8]] = []
      try forEach(in: run, from: 0, transaction) { hash, position in
        entries.append(HashedPlace(hash: hash, place: position))
        return true
      }
      keys = try self.keys(of: run, transaction)
      for key in keys { try transaction.delete(table, key) }
    }
    entries.sort()
    try write(entries, number, &transaction)
    return Run(number: number, level: (runs.first?.level ?? 0) + 1, count: Int64(entries.count))
  }

  private func keys(of run: Run, _ transaction: borrowing WriteTransaction)
    throws(LMDBError) -> [[UInt8]]
  {
    var keys: [[UInt8]] = []
    var cursor = try transaction.cursor(table)
    let prefix = Array(Self.key(run.number, 0)[..<4])
    var isThere = try cursor.seek(atLeast: prefix)
    while isThere, cursor.key.begins(with: prefix) {
      keys.append(Array(copying: cursor.key))
      isThere = try cursor.next()
    }
    return keys
  }

  /// Writes a run; its number is greater than every other, so its chunks come last.
  private func write(
    _ entries: [HashedPlace], _ number: UInt32, _ transaction: inout WriteTransaction
  ) throws(LMDBError) {
    var bytes: [UInt8] = []
    var first: UInt64 = 0
    var last: UInt64 = 0
    for entry in entries {
      // Twenty bytes are as much as an entry can take. A chunk begins with a hash of its own.
      if !bytes.isEmpty && bytes.count + 30 > Self.entryLimit && entry.hash != last {
        try transaction.put(table, Self.key(number, first), bytes.span, isLast: true)
        bytes.removeAll(keepingCapacity: true)
      }
      if bytes.isEmpty {
        first = entry.hash
        last = first
      }
      Varint.append(entry.hash - last, to: &bytes)
      Varint.append(UInt64(bitPattern: entry.place), to: &bytes)
      last = entry.hash
    }
    if !bytes.isEmpty {
      try transaction.put(table, Self.key(number, first), bytes.span, isLast: true)
    }
  }
}
