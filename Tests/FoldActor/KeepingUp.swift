#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif
import TLM
import Folding
import Views

/// `FoldActor keep-up STORE UNTIL`: folds ticks as they come and keeps each round, until so many
/// came; then prints the digest.
enum KeepingUp {
  static func run(_ arguments: [String]) throws {
    guard arguments.count == 2, let goal = Int(arguments[1]) else { exit(64) }
    let log = try EventLog.open(arguments[0])
    var options = Replay.Options()
    options.jobs = 1
    try Replayer(log, options, makesViews: true).keepUp([Ordered()]) { replayed in
      let count = replayed.replays[0].state["count"] ?? 0
      guard case .integer(let count) = count, count >= goal else {
        usleep(500)
        return true
      }
      print(replayed.replays[0].digest)
      return false
    }
  }

  /// `FoldActor keep-up-rows STORE UNTIL`: the same with rows.
  static func rows(_ arguments: [String]) throws {
    guard arguments.count == 2, let goal = Int(arguments[1]) else { exit(64) }
    let log = try EventLog.open(arguments[0])
    var options = Replay.Options()
    options.jobs = 1
    try Replayer(log, options, makesViews: true).keepUp([TickRows()]) { replayed in
      let state = replayed.replays[0].state
      let count = (0..<40).reduce(0) { sum, row in
        guard case .integer(let count) = state["every \(row)"]?["count"] ?? .null else {
          return sum
        }
        return sum + Int(count)
      }
      guard count >= goal else {
        usleep(500)
        return true
      }
      print(replayed.replays[0].digest)
      return false
    }
  }
}
