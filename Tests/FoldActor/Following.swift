#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif
import TLM

/// `FoldActor follow STORE UNTIL`: follows ticks, and prints `POSITION COUNT WRONG` where it has
/// caught up; past so many ticks the digest, and ends.
enum FollowVerb {
  static func run(_ arguments: [String]) async throws {
    guard arguments.count == 2, let goal = Int(arguments[1]) else { exit(64) }
    let log = try EventLog.open(arguments[0])
    for try await update in Following([Ordered()], of: log, Following.Options()) {
      guard update.isCaughtUp, let state = update.state(of: Ordered.self) else { continue }
      say("\(update.position) \(state.count) \(state.wrong)")
      guard state.count >= goal else { continue }
      say("\(try update.replays()[0].digest)")
      break
    }
  }

  /// `FoldActor follow-rows STORE UNTIL`: the same with rows.
  static func rows(_ arguments: [String]) async throws {
    guard arguments.count == 2, let goal = Int(arguments[1]) else { exit(64) }
    let log = try EventLog.open(arguments[0])
    for try await update in Following([TickRows()], of: log, Following.Options()) {
      guard update.isCaughtUp,
        let count = update.withState(of: TickRows.self, { TickRows.ticks(in: $0) })
      else { continue }
      say("\(update.position) \(count)")
      guard count >= goal else { continue }
      say("\(try update.replays()[0].digest)")
      break
    }
  }

  /// `FoldActor wait STORE POSITION`: what ticks come to there, as `COUNT`, or `not reached`.
  static func wait(_ arguments: [String]) async throws {
    guard arguments.count == 2, let position = Int64(arguments[1]) else { exit(64) }
    let replayer = Replayer(try EventLog.open(arguments[0]), Replay.Options())
    do {
      let replay = try await replayer.wait(
        for: Ordered(), toReach: Position(rawValue: position), timeout: .seconds(10))
      say(JSONWriter.text(of: replay.state["count"] ?? .null))
    } catch FoldError.Code.notReached { say("not reached") }
  }

  private static func say(_ line: String) {
    let bytes = Array((line + "\n").utf8)
    _ = unsafe bytes.withUnsafeBytes { unsafe write(1, $0.baseAddress, $0.count) }
  }
}
