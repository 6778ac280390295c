#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif
import Control
import Events
import Journal
import SystemCalls

/// `backtest path=… rules=…`: a whole history through a rule file, with the whole catalogue of
/// sensors folded on the way, as a loop does that publishes a board.
enum Backtests {
  static func run(_ options: Options) throws {
    let path = options.text("rules")
    let rules = try Folder.contents(of: path) ?? []
    let policy = try Policy(yaml: rules, file: path)
    let backtest = Backtest(
      policy: policy, approvals: .always, hasAllSensors: options.number("all", default: 1) == 1)
    var elapsed: [String] = []
    var processor: [String] = []
    var result: Backtest.Result?
    for _ in 0..<options.number("runs", default: 1) {
      let (before, busy) = (monotonicNow(), processorTime())
      result = try backtest.run(
        over: Concatenated(paths: [options.text("path")]), jobs: options.number("jobs", default: 2))
      elapsed.append("\(Double(monotonicNow() - before) / 1e9)")
      processor.append("\(processorTime() - busy)")
    }
    guard let result else { return }
    print(
      """
      {"events":\(result.events),"rules":\(policy.rules.count),\
      "transitions":\(result.transitions.count),"digest":"\(result.digest)",\
      "elapsed_s":[\(elapsed.joined(separator: ","))],\
      "processor_s":[\(processor.joined(separator: ","))]}
      """)
  }
}

/// Seconds that this process has kept processors busy, in its own code and in the system's.
func processorTime() -> Double {
  var time = timespec()
  unsafe clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}
