/// A projection whose state is rows: of runs, of issues, of whatever has an id.
///
/// ```swift
/// public struct Customers: KeyedProjection {
///   public typealias Row = Customer
///   public static let name = "customers"
///   public static let version = 1
///   public init() {}
///
///   public var body: Handlers<Rows<Customer>> {
///     On("paid") { event, rows in
///       guard let id = Label(event.string("customer")) else { return }
///       rows[id, default: Customer()].paid += 1
///     }
///   }
/// }
/// ```
///
/// Its digest is the sum of those of its rows, and each row is kept by itself: keeping the state
/// costs what has changed in it, however many rows there are. Raise `version` when `Row` gets
/// other fields, for no row is there before the first event that would show it.
public protocol KeyedProjection: Projection where State == Rows<Row> {
  /// What is known under one key.
  associatedtype Row: Codable & Sendable & Equatable

  /// A row as `tlm projections rows` prints it; nil: as its state is.
  func report(ofRow row: Row) -> Value?
}

extension KeyedProjection {
  /// No rows.
  public var initial: Rows<Row> { Rows() }

  /// As its state is.
  public func report(ofRow row: Row) -> Value? { nil }
}
