import Analysis
import TLM

/// Some of the runs that somebody chose, and how many there are.
struct RunPage {
  let runs: [RunRecord]
  let total: Int

  init(_ choice: RunChoice, in store: Store) throws {
    let all = try choice.runs(in: store)
    total = all.count
    runs = Array(all.dropFirst(choice.offset).prefix(choice.size))
  }
}
