/// The state of a keyed projection: rows, each under its key.
///
/// ```swift
/// On("paid") { event, rows in rows[customer, default: Customer()].paid += 1 }
/// ```
public struct Rows<Row: Codable & Sendable & Equatable>: Sendable {
  /// How many rows there are.
  public var count: Int { known }
  @usableFromInline var known = 0
  package internal(set) var settledDigest = RowDigest()
  /// Where the row of each key stands.
  @usableFromInline var places = RowPlaces()
  /// nil: it was removed, or the place belongs to no key.
  @usableFromInline var rows = ChunkedArray<Row?>()
  /// Where the rows are that no place has; nil where there are no others.
  var source: (any RowSource)?

  /// No rows.
  public init() {}

  /// The row under a key; nil, there is none.
  public subscript(key: Label) -> Row? {
    get {
      if let place = places.place(of: key) { return rows[place] }
      return source?.row(key, as: Row.self)?.row
    }
    set {
      guard let newValue else { return remove(key) }
      rows[place(toChange: key) { newValue }] = newValue
    }
  }

  /// The row under a key, made where there is none.
  public subscript(key: Label, default row: @autoclosure () -> Row) -> Row {
    get { self[key] ?? row() }
    // Inlined, because this is what a handler does, and elsewhere nothing is known of the rows.
    @inlinable _modify {
      let place = place(toChange: key, row)
      // A place that is to be changed has a row.
      yield &rows[place]!
    }
  }

  /// Shows every row to `body`, in no order: for sums that do not depend on one.
  public func forEach(_ body: (Label, Row) -> Void) {
    forEachPlace { body($0, $1) }
    source?.forEach(after: nil, as: Row.self) { key, row, _ in
      if places.place(of: key) == nil { body(key, row) }
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
    forEachPlace { own, row in
      if key.map({ $0 < own }) ?? true, condition(own, row) { admitted.append((own, row)) }
    }
    var stored = 0
    source?.forEach(after: key, as: Row.self) { key, row, _ in
      guard places.place(of: key) == nil, condition(key, row) else { return true }
      admitted.append((key, row))
      stored += 1
      return stored < limit
    }
    return Array(admitted.sorted { $0.key < $1.key }.prefix(limit))
  }

  /// Shows the rows that are in memory.
  func forEachPlace<Failure: Error>(_ body: (Label, Row) throws(Failure) -> Void) throws(Failure) {
    for place in 0..<rows.count {
      if let row = rows[place] { try body(places.key(at: place), row) }
    }
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
