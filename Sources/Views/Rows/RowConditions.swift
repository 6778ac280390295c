public import Index
public import Events

extension Query {
  /// Conditions on the fields of a row as JSON, as those of a query are on the fields of an event.
  public struct RowConditions: Sendable {
    private let conditions: [FieldCondition]

    /// All of them must hold.
    public init(_ conditions: [FieldCondition]) { self.conditions = conditions }

    /// Whether they hold for a row; for what is no object none does.
    public func hold(for row: Value) -> Bool { conditions.allSatisfy { $0.holds(for: row) } }
  }
}
