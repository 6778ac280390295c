/// The state of a keyed projection: rows, each under its key.
///
/// ```swift
/// On("paid") { event, rows in rows[customer, default: Customer()].paid += 1 }
/// ```
public struct Rows<Row: Codable & Sendable & Equatable>: Sendable {
  /// How many rows there are.
  public internal(set) var count = 0
  package internal(set) var settledDigest = RowDigest()
  /// Where the row of each key stands among the slots.
  var places: [Label: Int] = [:]
  var slots: ContiguousArray<Slot> = []
  /// Slots that belong to no key.
  var free: [Int] = []
  /// Slots that were changed since rows were settled.
  var changed: [Int] = []
  /// Where the rows are that no slot has; nil where there are no others.
  var source: (any RowSource)?

  /// No rows.
  public init() {}

  /// The row under a key; nil, there is none.
  public subscript(key: Label) -> Row? {
    get {
      if let place = places[key] { return slots[place].row }
      return source?.row(key, as: Row.self)?.row
    }
    set {
      guard let newValue else { return remove(key) }
      slots[place(toChange: key) { newValue }].row = newValue
    }
  }

  /// The row under a key, made where there is none.
  public subscript(key: Label, default row: @autoclosure () -> Row) -> Row {
    get { self[key] ?? row() }
    _modify {
      let place = place(toChange: key, row)
      // A slot that is to be changed has a row.
      yield &slots[place].row!
    }
  }

  /// Shows every row to `body`, in no order: for sums that do not depend on one.
  public func forEach(_ body: (Label, Row) -> Void) {
    for slot in slots { if let row = slot.row { body(slot.key, row) } }
    source?.forEach(after: nil, as: Row.self) { key, row, _ in
      if places[key] == nil { body(key, row) }
      return true
    }
  }

  /// A page of the rows that `condition` admits, in the order of their keys' bytes.
  ///
  /// - Parameters:
  ///   - key: the last key of the page before; nil for the first page.
  ///   - limit: how many rows a page has at most.
  ///   - condition: which rows; all of them without one.
  public func page(
    after key: Label? = nil, limit: Int, where condition: (Label, Row) -> Bool = { _, _ in true }
  ) -> [(key: Label, row: Row)] {
    guard limit > 0 else { return [] }
    var admitted: [(key: Label, row: Row)] = []
    for slot in slots {
      guard let row = slot.row, key.map({ $0 < slot.key }) ?? true, condition(slot.key, row) else {
        continue
      }
      admitted.append((slot.key, row))
    }
    var stored = 0
    source?.forEach(after: key, as: Row.self) { key, row, _ in
      guard places[key] == nil, condition(key, row) else { return true }
      admitted.append((key, row))
      stored += 1
      return stored < limit
    }
    return Array(admitted.sorted { $0.key < $1.key }.prefix(limit))
  }
}

extension Rows: Codable, Equatable {
  /// All rows by their keys.
  private var all: [Label: Row] {
    var all: [Label: Row] = [:]
    all.reserveCapacity(count)
    forEach { all[$0] = $1 }
    return all
  }

  // As a value of a container: a dictionary that encodes itself comes in the order of its hashes.
  public init(from decoder: any Decoder) throws {
    for (key, row) in try decoder.singleValueContainer().decode([Label: Row].self) {
      self[key] = row
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(all)
  }

  public static func == (left: Rows, right: Rows) -> Bool {
    left.count == right.count && left.all == right.all
  }
}
