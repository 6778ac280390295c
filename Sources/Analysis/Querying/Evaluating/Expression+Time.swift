extension Expression {
  /// Whether it asks an event for its time: where nobody does, the times of lines need not be read.
  package var asksForTime: Bool {
    contains { part in
      if case .call(.time, let arguments) = part.kind { arguments.isEmpty } else { false }
    }
  }
}
