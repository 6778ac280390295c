import TLM
import TestSupport
import Testing

@Suite struct ModelTests {
  @Test func `a store does what an array does, whatever it is told`() throws {
    let programs = StoreLocation.variable("TLM_SOAK") == "1" ? 5_000 : 150
    let seed = randomSeed(StoreLocation.variable("TLM_SEED"))
    let watch = Stopwatch()
    var dice = Dice(seed: seed)
    var count = 0
    for _ in 0..<programs {
      let steps = (0..<Int.random(in: 1...60, using: &dice)).map { _ in ModelStep.random(&dice) }
      count += steps.count
      guard ModelRun.disagreement(over: steps) != nil else { continue }
      let few = shrunk(steps) { ModelRun.disagreement(over: $0) != nil }
      let program = few.map { "  \($0)" }.joined(separator: "\n")
      Issue.record(
        "seed \(seed), a program of \(few.count) steps:\n\(program)\n\(ModelRun.disagreement(over: few) ?? "")"
      )
      return
    }
    watch.report("model: seed \(seed), \(programs) programs of \(count) steps in all")
  }
}
