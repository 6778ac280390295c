import Events
import Folding
import Journal
import LMDB
import SystemCalls

/// Hashes, and where what they are of stands: sorted runs, each written once and merged with its
/// like.
///
/// An entry of LMDB for each would take four times the space, and each would go to another page.
/// Runs are numbered upwards; a run's chunks stand under its number and their first hash. Four runs
/// of one level become one of the next, up to a size beyond which a lookup in two is cheaper than
/// merging them.
///
/// A run is a filter as well: each chunk says where the next one begins, so that a hash that is not
/// in the chunk where it would stand is not in the run, and a chunk that is missing is noticed.
struct HashRuns: Sendable, Equatable {
  let table: Table
  /// False for hashes alone.
  let hasPlaces: Bool
  /// The runs there are; kept in the mark of the index.
  private(set) var runs: [Run] = []

  init(_ table: Table, hasPlaces: Bool = true) {
    self.table = table
    self.hasPlaces = hasPlaces
  }

  struct Run: Sendable, Equatable {
    let number: UInt32
    let level: UInt8
    let count: Int64
    /// The least hash in it.
    let first: UInt64
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

  /// Positions whose ids may have this hash, ascending.
  func positions(of hash: UInt64, _ transaction: borrowing some Transaction & ~Copyable)
    throws(LMDBError) -> [Int64]
  {
    let wanted = Self.stored(hash)
    var found: [Int64] = []
    for run in runs where wanted >= run.first {
      // A longer key comes right after the one that may be there.
      var cursor = try transaction.cursor(table)
      guard try cursor.seek(before: Self.key(run.number, wanted) + [0]),
        let chunk = try chunk(at: cursor, of: run)
      else { throw .damaged(table) }
      if let next = chunk.next, next <= wanted { throw .damaged(table) }
      forEach(in: chunk) { hash, place in if hash == wanted { found.append(place) } }
    }
    return found.sorted()
  }

  /// Whether a hash is in one of the runs.
  func contains(_ hash: UInt64, _ transaction: borrowing some Transaction & ~Copyable)
    throws(LMDBError) -> Bool
  {
    try !positions(of: hash, transaction).isEmpty
  }

  /// Every entry of a run, in its order.
  func entries(of run: Run, _ transaction: borrowing some Transaction & ~Copyable)
    throws(LMDBError) -> (entries: [HashedPlace], keys: [[UInt8]])
  {
    var entries: [HashedPlace] = []
    var keys: [[UInt8]] = []
    var cursor = try transaction.cursor(table)
    var next: UInt64? = run.first
    var isThere = try cursor.seek(atLeast: Self.key(run.number, run.first))
    while let first = next {
      guard isThere, let chunk = try chunk(at: cursor, of: run), chunk.first == first else {
        throw .damaged(table)
      }
      forEach(in: chunk) { entries.append(HashedPlace(hash: $0, place: $1)) }
      keys.append(Self.key(run.number, first))
      next = chunk.next
      isThere = try cursor.next()
    }
    guard entries.count == Int(run.count) else { throw .damaged(table) }
    return (entries, keys)
  }
}

/// Chunks: how far it is to the first hash of the next one, 0 in the last; then for each entry the
/// difference of its hash and its place.
extension HashRuns {
  private struct Chunk {
    let first: UInt64
    let next: UInt64?
    let bytes: [UInt8]
    /// Where the entries begin.
    let start: Int
  }

  /// nil where another run's stands.
  private func chunk(at cursor: borrowing Cursor, of run: Run) throws(LMDBError) -> Chunk? {
    let prefix = Array(Self.key(run.number, 0)[..<4])
    guard cursor.key.count == 10, cursor.key.begins(with: prefix) else { return nil }
    let first = cursor.key.sortable(at: 4, bytes: 6)
    let bytes = try cursor.checkedValue(of: table)
    var place = 0
    guard let distance = Varint.read(bytes.span, at: &place) else { throw .damaged(table) }
    return Chunk(
      first: first, next: distance == 0 ? nil : first &+ distance, bytes: bytes, start: place)
  }

  private func forEach(in chunk: Chunk, _ body: (UInt64, Int64) -> Void) {
    var hash = chunk.first
    var place = chunk.start
    while let difference = Varint.read(chunk.bytes.span, at: &place) {
      hash &+= difference
      var stands: UInt64 = 0
      if hasPlaces {
        guard let read = Varint.read(chunk.bytes.span, at: &place) else { return }
        stands = read
      }
      body(hash, Int64(truncatingIfNeeded: stands))
    }
  }

  /// Writes a run; its number is greater than every other, so its chunks come last.
  private func write(
    _ entries: [HashedPlace], _ number: UInt32, _ transaction: inout WriteTransaction
  ) throws(LMDBError) {
    var bytes: [UInt8] = []
    var first: UInt64 = 0
    var last: UInt64 = 0
    for entry in entries {
      // Forty bytes are as much as an entry, a link and a checksum can take. A chunk begins with a
      // hash of its own.
      if !bytes.isEmpty && bytes.count + 40 > Self.entryLimit && entry.hash != last {
        try write(bytes, number, first, entry.hash - first, &transaction)
        bytes.removeAll(keepingCapacity: true)
      }
      if bytes.isEmpty {
        first = entry.hash
        last = first
      }
      Varint.append(entry.hash - last, to: &bytes)
      if hasPlaces { Varint.append(UInt64(bitPattern: entry.place), to: &bytes) }
      last = entry.hash
    }
    if !bytes.isEmpty { try write(bytes, number, first, 0, &transaction) }
  }

  private func write(
    _ entries: [UInt8], _ number: UInt32, _ first: UInt64, _ distance: UInt64,
    _ transaction: inout WriteTransaction
  ) throws(LMDBError) {
    var bytes: [UInt8] = []
    Varint.append(distance, to: &bytes)
    try transaction.putChecked(
      table, Self.key(number, first), bytes + entries, isLast: true)
  }
}

extension HashRuns {
  /// Adds entries, sorted by their hashes; merges what is due.
  mutating func append(_ entries: [HashedPlace], _ transaction: inout WriteTransaction)
    throws(LMDBError)
  {
    if entries.isEmpty { return }
    var number = (runs.last?.number ?? 0) &+ 1
    let stored = entries.map { HashedPlace(hash: Self.stored($0.hash), place: $0.place) }
    runs.append(
      Run(number: number, level: 0, count: Int64(entries.count), first: stored[0].hash))
    try write(stored, number, &transaction)
    while let due = Self.due(in: runs) {
      number &+= 1
      let merged = try merge(runs[due], as: number, &transaction)
      runs.removeSubrange(due)
      runs.append(merged)
    }
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
      let (found, keys) = try self.entries(of: run, transaction)
      entries += found
      for key in keys { try transaction.delete(table, key) }
    }
    entries.sort()
    try write(entries, number, &transaction)
    return Run(
      number: number, level: (runs.first?.level ?? 0) + 1, count: Int64(entries.count),
      first: entries.first?.hash ?? 0)
  }

  /// As the mark of the index keeps them.
  func write(to writer: inout ByteWriter) {
    writer.put(UInt32(runs.count))
    for run in runs {
      writer.put(run.number)
      writer.put(run.level)
      writer.put(run.count)
      writer.put(run.first)
    }
  }

  /// False for bytes that no index wrote.
  mutating func read(from reader: inout ByteReader) -> Bool {
    guard let count = reader.number(UInt32.self) else { return false }
    for _ in 0..<count {
      guard let number = reader.number(UInt32.self), let level = reader.number(UInt8.self),
        let entries = reader.number(Int64.self), let first = reader.number(UInt64.self)
      else { return false }
      runs.append(Run(number: number, level: level, count: entries, first: first))
    }
    return true
  }
}
