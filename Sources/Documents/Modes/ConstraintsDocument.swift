package import TLM

/// What a mode allows: null where it says nothing about it.
package struct ConstraintsDocument: Document {
  private let constraints: Policy.Mode.Constraints

  package init(_ constraints: Policy.Mode.Constraints) { self.constraints = constraints }

  package var json: Value { constraints.json }
}
