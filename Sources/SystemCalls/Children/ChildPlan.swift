/// A program that runs in this process's stead, as `env` or `nice` would run it: it has the arguments,
/// the environment, the open files, the limits and the place among processes that this one was given.
package struct ChildPlan: Sendable {
  /// The program, then its arguments, byte for byte. Without a slash the program is looked up.
  package var words: [[UInt8]]
  /// Set anew in its environment.
  package var variables: [(name: String, value: String)]
  /// Taken out of its environment.
  package var removedVariables: [String]
  /// Sees what the program prints, as it passes by; on another thread, and never for long.
  package var look: (@Sendable (Span<UInt8>) -> Void)?

  package init(
    words: [[UInt8]], variables: [(name: String, value: String)] = [],
    removedVariables: [String] = [], look: (@Sendable (Span<UInt8>) -> Void)? = nil
  ) {
    self.words = words
    self.variables = variables
    self.removedVariables = removedVariables
    self.look = look
  }
}
