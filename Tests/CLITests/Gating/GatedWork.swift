import TLM
import TestSupport

/// What agents were told at their calls while modes changed, held against the log: a call was judged by a
/// mode that was in force, no later call by an earlier one, and each refusal is in the log once.
struct GatedWork {
  /// A call, and what the host was told of it.
  struct Call {
    let id: String
    /// When the gate was asked, in seconds.
    let asked: Double
    let answered: Double
    /// `nothing`, `ask` or `deny`.
    let verdict: String

    /// One that changes something: the others are always free.
    var isWriting: Bool { id.hasSuffix("w") }
  }

  /// A mode that came into force.
  struct Turn {
    let mode: String
    /// Its line's number, and the instant of the decision in seconds.
    let line: Int
    let time: Double
  }

  let calls: [Call]
  private(set) var turns = [Turn(mode: "NORMAL", line: -1, time: 0)]
  private(set) var refused: [String] = []
  /// By the id of a call the line by which its agent went on.
  private var ends: [String: Int] = [:]

  /// Seconds within which a board shows a decision, on a busy machine too.
  private static let delay = 10.0

  /// - Parameters:
  ///   - told: what the agents wrote: `ID ASKED ANSWERED ANSWER`.
  ///   - events: the log's.
  init(told: [String], events: [Value]) throws {
    calls = try told.map { line in
      let words = line.split(separator: " ", maxSplits: 3, omittingEmptySubsequences: false)
      guard words.count == 4, let asked = Double(words[1]), let answered = Double(words[2]) else {
        throw Command.Failure(description: "no call: \(line)")
      }
      let said = words[3].isEmpty ? nil : Value(json: Array(words[3].utf8))
      let decision = said?["hookSpecificOutput"]?["permissionDecision"]?.text
      return Call(
        id: String(words[0]), asked: asked, answered: answered,
        verdict: words[3].isEmpty ? "nothing" : decision ?? "unreadable")
    }
    var last: [String: String] = [:]
    for (number, event) in events.enumerated() { take(event, number, &last) }
  }

  private mutating func take(_ event: Value, _ number: Int, _ last: inout [String: String]) {
    if event["event"] == "mode_transition", let mode = event["to"]?.text {
      let time = event["ts"]?.text.flatMap { Timestamp($0) } ?? Timestamp(rawValue: 0)
      turns.append(Turn(mode: mode, line: number, time: Double(time.rawValue) / 1e9))
    }
    guard let session = event["session_id"]?.text, let id = event["tool_use_id"]?.text else {
      return
    }
    if event["event"] == "agent_call_gated" { refused.append(id) }
    if let before = last[session], ends[before] == nil { ends[before] = number }
    if event["event"] == "PreToolUse" { last[session] = id }
  }

  /// The numbers of the turns by which a call may have been judged: not by one that was appended behind
  /// what its agent did next, nor by one that had been replaced long before.
  private func turns(of call: Call) -> ClosedRange<Int> {
    let end = ends[call.id] ?? .max
    let latest = turns.lastIndex { $0.line < end } ?? 0
    let earliest = turns.lastIndex { $0.time + Self.delay < call.asked } ?? 0
    return min(earliest, latest)...latest
  }

  private static func verdict(in mode: String) -> String {
    switch mode {
    case "ASK": "ask"
    case "READ_ONLY": "deny"
    default: "nothing"
    }
  }

  /// What is wrong, in sentences.
  var faults: [String] {
    var faults = calls.filter { !$0.isWriting && $0.verdict != "nothing" }
      .map { "\($0.id) only reads: \($0.verdict)" }
    // Of calls that were answered, the latest turn that judged one: what is asked from then on is judged
    // by no earlier one.
    var (known, open) = (0, [(answered: Double, turn: Int)]())
    for call in calls.filter(\.isWriting).sorted(by: { $0.asked < $1.asked }) {
      known = open.filter { $0.answered <= call.asked }.map(\.turn).reduce(known, max)
      open.removeAll { $0.answered <= call.asked }
      let possible = turns(of: call)
      let turn = possible.first {
        $0 >= known && Self.verdict(in: turns[$0].mode) == call.verdict
      }
      if let turn {
        open.append((call.answered, turn))
      } else {
        let modes = possible.map { turns[$0].mode }.joined(separator: ", ")
        faults.append("\(call.id): \(call.verdict) in \(modes), from \(turns[known].mode) on")
      }
    }
    let denied = calls.filter { $0.verdict == "deny" }.map(\.id)
    if refused.sorted() != denied.sorted() {
      faults.append("told \(denied.count) refusals, and the log has \(refused.count)")
    }
    return faults
  }

  /// Calls of which only one mode can have judged.
  var certain: Int { calls.count { turns(of: $0).count == 1 } }
}
