package import TLM

/// An answer to a proposal that came too late: nothing was appended.
package struct ExpiredDocument: Document {
  private let error: ModeError

  package init(_ error: ModeError) { self.error = error }

  package var json: Value { ["appended": false, "expired": .string(error.message)] }
}
