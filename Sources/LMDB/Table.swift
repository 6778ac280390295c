/// A named table of an environment, by a number that its user gives.
package struct Table: Hashable, Sendable {
  /// Where the environment keeps the table's handle: below `Table.limit`.
  package let number: Int
  /// The table's name in the file.
  package let name: String

  /// Most tables that one environment has.
  package static let limit = 16

  package init(_ number: Int, _ name: String) {
    precondition(number >= 0 && number < Self.limit, "an environment has \(Self.limit) tables")
    self.number = number
    self.name = name
  }
}
