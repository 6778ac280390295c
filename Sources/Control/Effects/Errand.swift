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

/// How a program that ran for an effect ended, and the last of what it said.
struct ProgramEnd: Sendable {
  enum Cause: Sendable, Equatable {
    case exited(Int32)
    case signalled(Int32)
    /// It could not be started; the system's number for why.
    case notStarted(Int32)
    case timedOut
    /// Whoever ran it wanted it no longer.
    case cancelled
    /// Another part of this process waited for it.
    case lost
  }

  var cause: Cause
  var duration = Nanoseconds.zero
  var output = ""
  var errors = ""

  /// How an effect ended that is done with exit code 0.
  func ending(_ program: String, _ timeout: Nanoseconds) -> EffectEnding {
    let said = errors.isEmpty ? "" : ": \(errors)"
    var ending = EffectEnding(outcome: .failed, duration: duration)
    switch cause {
    case .exited(let code):
      ending.exitCode = code
      if code == 0 { ending.outcome = .done } else { ending.error = "exit code \(code)\(said)" }
    case .signalled(let number): ending.error = "signal \(number) ended it\(said)"
    case .notStarted(let number):
      ending.error =
        "\(program) cannot be started: \(SystemWords.of(number)); name a program that is there and"
        + " may be run, by its full path"
    case .timedOut:
      ending.outcome = .timedOut
      ending.error = "it was ended after \(timeout.seconds) s\(said)"
    case .cancelled:
      ending.outcome = .interrupted
      ending.error = "the loop that ran it was ended; it is not run again"
    case .lost:
      ending.error =
        "another part of this process waited for it, so how it ended is not known\(said)"
    }
    return ending
  }
}
