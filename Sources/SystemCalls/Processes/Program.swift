/// A program to be run, and what it is given.
package struct Program: Sendable {
  /// The program, then its arguments. With a slash it is a path; without one it is looked up.
  package var words: [String]
  /// What it reads, by the number of the descriptor.
  package var inputs: [Input]
  /// Set beside the environment of this process.
  package var variables: [(name: String, value: String)]
  /// After that it is ended.
  package var timeout: Duration
  /// Whether what it prints is kept.
  package var keepsOutput: Bool

  package init(
    _ words: [String], inputs: [Input] = [], variables: [(name: String, value: String)] = [],
    timeout: Duration, keepsOutput: Bool = false
  ) {
    self.words = words
    self.inputs = inputs
    self.variables = variables
    self.timeout = timeout
    self.keepsOutput = keepsOutput
  }

  /// Bytes that it reads from one descriptor.
  package struct Input: Sendable {
    let number: Int32
    let bytes: [UInt8]

    package init(number: Int32, bytes: [UInt8]) {
      self.number = number
      self.bytes = bytes
    }
  }
}
