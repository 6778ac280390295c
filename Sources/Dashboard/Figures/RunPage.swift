import Analysis

/// Some of the runs that somebody chose, and how many there are.
struct RunPage {
  let runs: [RunRecord]
  let total: Int
}
