import TLM
import TestSupport
import Testing

/// What stands on a terminal, and how wide it is.
enum Screens {
  /// Lines without changes of colour.
  static func plain(_ text: String) -> [String] {
    text.replacing("\r\n", with: "\n").replacing(/\u{1b}\[[0-9;]*[mKHJ]/, with: "")
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }
}

extension Sandbox {
  /// Runs tlm at a terminal that is so wide, and has colours.
  func atTerminal(
    _ arguments: [String], columns: Int = 80, _ more: [String: String] = [:]
  ) throws -> Command.Result {
    let usual = ["TERM": "xterm", "COLUMNS": "\(columns)", "PAGER": "cat"]
    return try Command.run(
      Sandbox.binary, arguments, environment: variables(usual.merging(more) { $1 }), in: path,
      screen: .output)
  }

  /// A store as it is after a few weeks of work.
  static func filled() throws -> Sandbox {
    let sandbox = try Sandbox()
    let long = String(repeating: "a long word ", count: 40)
    for (mode, reason) in [("ALERT", "deploying"), ("DEGRADED", long)] {
      try #require(
        try sandbox.tlm("mode", "set", mode, "--reason", reason, "--by", "ada").code == 0)
    }
    let data = Files.package + "/Examples/data/"
    var files = [
      data + "little-loops/issue_sessions.jsonl", data + "little-loops/issue_lifecycle.jsonl",
      data + "structlog/current.jsonl", Files.package + "/Tests/Data/dialects/claude_hooks.jsonl",
      Files.package + "/Tests/Data/runs/events_20261121.ndjson",
      Files.package + "/Tests/Goldens/Pages/strange.jsonl",
    ]
    // The first hours of a busy day.
    let day = Hours.day().split(separator: "\n").prefix(2000).joined(separator: "\n")
    files.append(try sandbox.file("day.jsonl", day + "\n"))
    try #require(try sandbox.tlm(["append"] + files).code == 0)
    let sample = ["emit", "system_metrics_snapshot", "cpu_load_percent:=50"]
    try #require(try sandbox.tlm(sample).code == 0)
    _ = try sandbox.file("server.yaml", Policy.serverRules)
    return sandbox
  }
}
