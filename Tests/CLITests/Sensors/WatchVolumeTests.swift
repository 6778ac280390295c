import Board
import Control
import SystemCalls
import TLM
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// `tlm watch` while others write as much as they can.
@Suite struct WatchVolumeTests {
  private static let names = [
    "system_metrics_snapshot", "task_started", "task_completed", "tool_call_failed",
    "tool_call_completed",
  ]

  /// Lines of all kinds of sensors, a second apart, so that the windows are full early on.
  private static func lines(_ numbers: Range<Int>) -> String {
    var text = ""
    for number in numbers {
      let fields =
        switch number % 5 {
        case 0: #""event":"system_metrics_snapshot","cpu_load_percent":\#(number % 90)"#
        case 1: #""event":"task_started","task_id":"t\#(number / 5)""#
        case 2:
          #""event":"task_completed","task_id":"t\#(number / 5)","latency_ms":\#(number % 997)"#
        case 3: #""event":"tool_call_failed","risk_level":"high""#
        default: #""event":"tool_call_completed","latency_ms":\#(number % 997),"success":true"#
        }
      text += #"{"ts":\#(1_780_000_000 + number),\#(fields)}"# + "\n"
    }
    return text
  }

  @Test func `a flood through the log and the inbox is told to the last event, in little memory`()
    throws
  {
    let isLong = StoreLocation.variable("TLM_SOAK") == "1"
    let slices = 6
    let slice = isLong ? 500_000 : 8_000
    let sandbox = try Sandbox()
    let watch = try sandbox.start("watch", "--sample", "off")
    try #require(try json(try #require(try watch.nextLine()))["state"] == "watching")
    var memory: [Int] = []
    for number in 0..<slices {
      let text = Self.lines(number * slice..<(number + 1) * slice)
      let file = try sandbox.file("slice-\(number).jsonl", text)
      if number % 2 == 0 {
        try #require(try sandbox.tlm("append", file).code == 0)
      } else {
        try #require(try sandbox.shell("cat \(file) >> .tlm/in.jsonl").code == 0)
      }
      try waitForBoard(sandbox, calls: (number + 1) * slice / 5 * 2)
      memory.append(try Self.anonymous(watch.process, sandbox))
    }
    #if os(Linux)
      // Some megabytes of log went through; in a long run some hundred.
      #expect((memory.max() ?? 0) < 28 << 20, "\(memory)")
    #endif
    watch.signal(SIGTERM)
    let end = try watch.finish()
    #expect(end.code == 0 && end.errors.isEmpty)

    let last = try json(try #require(end.lines.last))
    let told = try #require(last["events"]?.integer)
    let counts = try json(
      try sandbox.tlm("replay", "-p", "event-counts", "--from-zero", "--json").output)
    func count(_ name: String) -> Int64 {
      counts["report"]?["names"]?[name]?["count"]?.integer ?? 0
    }
    let written = Self.names.reduce(0) { $0 + count($1) }
    #expect(written == Int64(slices * slice) && count("tlm.drained") > 0)
    let total = try #require(counts["events"]?.integer)
    // The loop decides while it is told to end, too.
    #expect((written + count("tlm.drained")...total).contains(told))
    let kept = try sandbox.tlm("replay", "-p", "sensor-metrics", "--digest")
    let anew = try sandbox.tlm(
      "replay", "-p", "sensor-metrics", "--digest", "--from-zero", "--no-index")
    #expect(kept.code == 0 && kept.output == anew.output)
  }

  #if os(Linux)
    @Test func `a byte that is appended is read once, for the board and for the rules`() throws {
      let slice = 4_000
      let sandbox = try Sandbox()
      // Of the views every page is looked at again and again: here are none.
      try #require(sandbox.shell("rm -rf .tlm/views; touch .tlm/views").code == 0)
      // A decision is appended on conditions, for which a log without an index is looked through.
      let rules = try sandbox.file(
        "calm.yaml",
        """
        modes: {NORMAL: {}, ALERT: {}}
        edges: [NORMAL_to_ALERT]
        transition_rules:
          NORMAL_to_ALERT:
            conditions: [{metric: perf_system_cpu_load, operator: ">", value: 1000}]
        """)
      let watch = try Command(
        Sandbox.binary, ["watch", "--sample", "off", "--rules", rules],
        environment: sandbox.variables([:]), in: sandbox.path)
      _ = try watch.document("it decides") {
        $0["publishing"] == true && $0["control"]?["mode"] != .null && $0["control"] != .null
      }
      let before = try Self.read(watch.process, sandbox)
      var appended = 0
      for number in 0..<8 {
        let text = Self.lines(number * slice..<(number + 1) * slice)
        let file = try sandbox.file("slice-\(number).jsonl", text)
        try #require(try sandbox.tlm("append", file).code == 0)
        try waitForBoard(sandbox, calls: (number + 1) * slice / 5 * 2)
        appended += text.utf8.count
      }
      // What the loop would read by itself it would have read by now, but for the last slice.
      let read = try Self.read(watch.process, sandbox) - before
      watch.signal(SIGTERM)
      try #require(try watch.finish().code == 0)

      // Every byte, and a little for the system's words.
      #expect(appended < read && read < appended * 21 / 20, "\(read) of \(appended)")
    }

    /// Bytes that a process has read so far, whatever from.
    private static func read(_ process: Int32, _ sandbox: Sandbox) throws -> Int {
      let told = try sandbox.shell("grep rchar /proc/\(process)/io").output
      return try #require(Int(told.filter(\.isNumber)))
    }
  #endif

  /// Until the board shows so many calls of tools.
  private func waitForBoard(_ sandbox: Sandbox, calls: Int) throws {
    try eventually("a board that shows \(calls) calls", within: 300) { () -> Bool? in
      let document = try json(
        sandbox.tlm("sensors", "get", "safety_tool_calls_total", "--json").output)
      let value = document["sensors"]?["safety_tool_calls_total"]?["value"]
      return document["source"] == "board" && value == .double(Double(calls)) ? true : nil
    }
  }

  /// Bytes of memory that a process has to itself; 0 where the system does not tell.
  private static func anonymous(_ process: Int32, _ sandbox: Sandbox) throws -> Int {
    let told = try sandbox.shell("grep RssAnon /proc/\(process)/status || true").output
    return (Int(told.filter(\.isNumber)) ?? 0) * 1024
  }
}
