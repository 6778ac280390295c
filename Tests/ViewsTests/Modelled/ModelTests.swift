import TLM
import TestSupport
import Testing

@Suite struct ModelTests {
  @Test func `a store does what an array does, whatever it is told`() throws {
    let programs = StoreLocation.variable("TLM_SOAK") == "1" ? 5_000 : 150
    let seed = randomSeed()
    let watch = Stopwatch()
    var dice = Seeded(seed)
    var count = 0
    for _ in 0..<programs {
      let steps = (0..<Int.random(in: 1...60, using: &dice)).map { _ in ModelStep.random(&dice) }
      count += steps.count
      let tail = Int64([0, 500, 384 << 10].randomElement(using: &dice) ?? 0)
      func disagreement(_ steps: [ModelStep]) -> String? {
        ModelRun.disagreement(over: steps, unindexedTail: tail)
      }
      guard disagreement(steps) != nil else { continue }
      let few = shrunk(steps) { disagreement($0) != nil }
      let program = few.map { "  \($0)" }.joined(separator: "\n")
      Issue.record(
        "seed \(seed), tail \(tail), a program of \(few.count) steps:\n\(program)\n\(disagreement(few) ?? "")"
      )
      return
    }
    watch.report("model: seed \(seed), \(programs) programs of \(count) steps in all")
  }
}
