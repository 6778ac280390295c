import Events
import SystemCalls

/// A program to be run for an effect, and what its end means.
struct EffectProgram: Sendable {
  var program: Program
  /// What its end means for the effect.
  var ending: @Sendable (ProgramEnd) -> EffectEnding
}

extension ProgramEnd {
  /// How an effect ended that is done with exit code 0.
  func ending(_ program: String, _ timeout: Nanoseconds) -> EffectEnding {
    let said = errors.isEmpty ? "" : ": \(errors)"
    var ending = EffectEnding(
      outcome: .failed, duration: Nanoseconds(rawValue: duration.nanoseconds))
    switch cause {
    case .exited(let code):
      ending.exitCode = code
      if code == 0 { ending.outcome = .done } else { ending.error = "exit code \(code)\(said)" }
    case .signalled(let number): ending.error = "signal \(number) ended it\(said)"
    case .notStarted(let number):
      ending.error =
        "\(program) cannot be started: \(SystemError.words(of: number)); name a program that is there and"
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
