import Events

/// When agents last edited a file, ran tests and committed.
struct WorkMarks: Codable, Sendable, Equatable {
  private(set) var edits = RecentTimes()
  private(set) var tests = RecentTimes()
  private(set) var commits = RecentTimes()

  /// A call ended.
  mutating func end(_ event: borrowing Event, isBad: Bool) -> Bool {
    guard let time = event.time, let tool = event.string("tool_name") ?? event.string("tool")
    else { return false }
    if Self.editors.contains(tool) {
      if !isBad { edits.add(time) }
      return !isBad
    }
    guard let command = Self.command(of: event) else { return false }
    var isMark = false
    // Tests that fail were run, too.
    if Self.runners.contains(where: { command.contains($0) }) {
      tests.add(time)
      isMark = true
    }
    if !isBad, command.contains("git commit") {
      commits.add(time)
      isMark = true
    }
    return isMark
  }

  private static func command(of event: borrowing Event) -> String? {
    if let input = event.view(named: "tool_input"), input.kind == .object {
      guard let command = input.member("command") else { return nil }
      return command.string
    }
    return event.string("input")
  }

  // So few short names are compared faster than hashed.
  private static let editors = [
    "Edit", "Write", "MultiEdit", "NotebookEdit", "apply_patch",
  ]
  /// What a command has in it that runs tests.
  private static let runners = [
    "swift test", "pytest", "unittest", "npm test", "npm run test", "yarn test", "pnpm test",
    "jest", "vitest", "cargo test", "go test", "make test", "make check", "gradle test",
    "gradlew test", "mvn test", "ctest", "rspec", "phpunit", "dotnet test",
  ]
}

/// The last times of something, by arrival: one from a wrong year is one of them.
struct RecentTimes: Codable, Sendable, Equatable {
  private var times: [Timestamp] = []
  static let limit = 16
  /// Seconds of the longest time since: from then on nobody is the wiser.
  static let most_s: Double = 86_400

  mutating func add(_ time: Timestamp) {
    if times.count == Self.limit { times.removeFirst() }
    times.append(time)
  }

  /// Seconds since the latest that is not ahead of a time; nil without one.
  func since(at time: Timestamp, _ lead_s: Int64) -> (seconds: Double, last: Timestamp)? {
    let bound = time.advanced(bySeconds: lead_s)
    guard let last = times.lazy.filter({ $0 <= bound }).max() else { return nil }
    guard let elapsed = time.since(last) else { return (Self.most_s, last) }
    // To the microsecond, as times are told.
    return (min(max(Double(elapsed.rawValue / 1000) / 1e6, 0), Self.most_s), last)
  }
}
