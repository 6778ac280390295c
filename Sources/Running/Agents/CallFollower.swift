import Events
import Journal
import SystemCalls

/// Tells the calls of an agent that prints no stream, as its hooks put them into the log.
final class CallFollower: Sendable {
  private enum Course { case following, ending, over }

  private let course = Guarded(Course.following)

  /// How often the log is looked at.
  private static let pause_ns = 100_000_000

  /// - Parameters:
  ///   - run: whose calls are told.
  ///   - passed: what came into the log since it began; nil while nobody knows.
  ///   - tell: told each call.
  init(
    of run: String, in passed: @escaping @Sendable () -> Passed?,
    _ tell: @escaping @Sendable (AgentCall) -> Void
  ) {
    let course = course
    let isFollowed = detachThread {
      Self.follow(run, passed, { course.withLock { $0 } != .following }, tell)
      course.withLock { $0 = .over }
    }
    if !isFollowed { course.withLock { $0 = .over } }
  }

  /// Tells what has come until now, and no more.
  func finish() {
    course.withLock { if $0 == .following { $0 = .ending } }
    let last = deadline(after: .seconds(1))
    while course.withLock({ $0 }) != .over && monotonicNow() < last {
      pause(nanoseconds: Self.pause_ns / 20)
    }
  }

  private static func follow(
    _ run: String, _ passed: () -> Passed?, _ isDone: () -> Bool, _ tell: (AgentCall) -> Void
  ) {
    var told: Set<String> = []
    var place: Position?
    while true {
      // What comes while the log is looked at is told, too, before this ends.
      let isLast = isDone()
      place =
        passed()?.forEach(of: run, from: place) { event in
          guard event.name == "PreToolUse", let tool = event.toolName,
            told.insert(event.id(.toolUseID) ?? "\(event.position)").inserted
          else { return }
          tell(AgentCall(tool: tool, input: event.view(named: "tool_input")?.value))
        } ?? place
      if isLast { return }
      pause(nanoseconds: pause_ns)
    }
  }
}
