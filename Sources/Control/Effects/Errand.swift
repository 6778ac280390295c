import Events

/// A program to be run for an effect, and what its end means.
struct Errand: Sendable {
  /// The program, then its arguments. With a slash it is a path; without one it is looked up.
  var words: [String]
  /// What it reads, by the number of the descriptor.
  var inputs: [Input]
  /// Set beside the environment of this process.
  var variables: [(name: String, value: String)] = []
  /// After that it is ended.
  var timeout: Nanoseconds
  /// Whether what it prints is kept.
  var keepsOutput = false
  /// What its end means for the effect.
  var ending: @Sendable (ProgramEnd) -> EffectEnding

  struct Input: Sendable {
    let number: Int32
    let bytes: [UInt8]
  }
}
