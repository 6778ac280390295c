/// The state of a keyed projection: rows, each under its key.
///
/// ```swift
/// On("paid") { event, rows in rows[customer, default: Customer()].paid += 1 }
/// ```
public struct Rows<Row: Codable & Sendable & Equatable>: Codable, Sendable, Equatable {
  private var rows: [Label: Row] = [:]

  /// No rows.
  public init() {}

  /// How many rows there are.
  public var count: Int { rows.count }

  /// The row under a key; nil, there is none.
  public subscript(key: Label) -> Row? {
    get { rows[key] }
    set { rows[key] = newValue }
  }

  /// The row under a key, made where there is none.
  public subscript(key: Label, default row: @autoclosure () -> Row) -> Row {
    get { rows[key] ?? row() }
    _modify { yield &rows[key, default: row()] }
  }

  /// Shows every row to `body`, in no order: for sums that do not depend on one.
  public func forEach(_ body: (Label, Row) -> Void) {
    for (key, row) in rows { body(key, row) }
  }

  /// A page of the rows that `condition` admits, in the order of their keys' bytes.
  ///
  /// - Parameters:
  ///   - key: the last key of the page before; nil for the first page.
  ///   - limit: how many rows a page has at most.
  public func page(
    after key: Label? = nil, limit: Int, where condition: (Label, Row) -> Bool = { _, _ in true }
  ) -> [(key: Label, row: Row)] {
    let admitted = rows.filter { candidate, row in
      if let key, candidate <= key { return false }
      return condition(candidate, row)
    }
    return admitted.sorted { $0.key < $1.key }.prefix(max(0, limit)).map { ($0.key, $0.value) }
  }

  // As a value of a container: a dictionary that encodes itself comes in the order of its hashes.
  public init(from decoder: any Decoder) throws {
    rows = try decoder.singleValueContainer().decode([Label: Row].self)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(rows)
  }
}

/// Rows whose type is not known here; for the engine.
package protocol KeyedState: Sendable {
  /// Shows every row with its key, in no order.
  func forEachRow(_ body: (Label, any Encodable) throws -> Void) throws
}

extension Rows: KeyedState {
  package func forEachRow(_ body: (Label, any Encodable) throws -> Void) throws {
    for (key, row) in rows { try body(key, row) }
  }
}

/// A projection whose state is rows: of runs, of issues, of whatever has an id.
///
/// Its digest is the sum of those of its rows, so that one row can change without all of them being
/// read.
public protocol KeyedProjection: Projection where State == Rows<Row> {
  /// What is known under one key.
  associatedtype Row: Codable & Sendable & Equatable
}

extension KeyedProjection {
  public var initial: Rows<Row> { Rows() }
}
