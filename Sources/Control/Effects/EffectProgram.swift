import SystemCalls

/// A program to be run for an effect, and what its end means.
struct EffectProgram: Sendable {
  var program: Program
  /// What its end means for the effect.
  var ending: @Sendable (ProgramEnd) -> EffectEnding
}
