import Events
import TestSupport

extension Machine {
  mutating func toolCall() {
    let risk = random.below(100)
    let isCritical = load > 80 && risk < 6
    let about = [
      Member("component", "tool_executor"), Member("trace_id", .string(traceID)),
      Member("span_id", .string(random.hexadecimal)),
      Member("tool_name", .string(["Read", "Edit", "Bash", "Grep"][random.below(4)])),
      Member(
        "risk_level", .string(isCritical ? "critical" : risk < 3 ? "high" : "low")),
    ]
    switch random.below(100) {
    case 0: write("tool_call_failed", time, about + [Member("error", "exit 1")])
    case 1: write("tool_call_blocked", time, about)
    case 2: write("tool_call_approved", time, about + [Member("by", "human")])
    default:
      write(
        "tool_call_completed", time,
        about + [
          Member("success", .bool(random.share > 0.02 + load / 2000)),
          Member("latency_ms", .integer(latency(of: 120))),
        ])
    }
  }

  mutating func modelCall() {
    let about = [Member("trace_id", .string(traceID)), Member("model", "large-4")]
    if random.share < 0.01 + load / 4000 {
      return write("model_call_error", time, about + [Member("error", "overloaded")])
    }
    write(
      "model_call_completed", time,
      about + [
        Member("input_tokens", .integer(Int64(500 + random.below(60_000)))),
        Member("output_tokens", .integer(Int64(20 + random.below(4_000)))),
        Member("latency_ms", .integer(latency(of: 2_400))), Member("success", true),
      ])
  }

  /// One begins, or one of those that are open ends; one in a hundred never does.
  mutating func task() {
    if openTasks.isEmpty || openTasks.count < 12 && random.below(2) == 0 {
      trace += 1
      if random.below(100) > 0 { openTasks.append(trace) }
      return write("task_started", time, about(task: trace))
    }
    let ended = openTasks.remove(at: random.below(openTasks.count))
    write(
      "task_completed", time,
      about(task: ended) + [Member("latency_ms", .integer(latency(of: 9_000)))])
  }

  private func about(task: Int) -> [Member] {
    [Member("task_id", .string("t\(task)")), Member("trace_id", .string(traceID))]
  }

  mutating func issue() {
    let number = trace / 40
    let about = [
      Member("tool", "ll-auto"), Member("session_id", .string("s\(number / 8)")),
      Member("issue_id", .string("BUG-\(number)")),
    ]
    switch random.below(10) {
    case 0: write("issue_start", time, about)
    case 1: write("issue_complete", time, about + [Member("result", "success")])
    default:
      write(
        "issue_phase", time,
        about + [
          Member("phase", .string(["ready", "implement", "verify"][random.below(3)])),
          Member("duration_s", .double(tenth(Double(latency(of: 60_000)) / 1000))),
          Member("result", "pass"),
        ])
    }
  }

  mutating func command() {
    let about = [
      Member("component", "shell"), Member("trace_id", .string(traceID)),
      Member("command", .string(["swift build", "git status", "make test"][random.below(3)])),
    ]
    if random.below(2) == 0 { return write("command_start", time, about) }
    write(
      "command_end", time,
      about + [
        Member("exit_code", .integer(random.below(20) == 0 ? 1 : 0)),
        Member("duration_s", .double(tenth(Double(latency(of: 3_000)) / 1000))),
      ])
  }

  mutating func knowledge() {
    switch random.below(4) {
    case 0:
      write(
        "kb_doc_accessed", time,
        [Member("temperature", .string(random.below(3) == 0 ? "cold" : "hot"))])
    case 1: write("output_redacted", time, [Member("component", "output")])
    default:
      write(
        "kb_retrieval", time,
        [
          Member("component", "retriever"), Member("trace_id", .string(traceID)),
          Member("relevance", .double(thousandth(0.4 + random.share * 0.6))),
        ])
    }
  }

  mutating func judgement() {
    switch random.below(100) {
    case ..<70:
      write(
        "output_scored", time,
        [
          Member("trace_id", .string(traceID)),
          Member("confidence", .double(thousandth(0.5 + random.share / 2))),
        ])
    case ..<90:
      write(
        "user_feedback", time,
        [Member("rating", .string(random.below(5) == 0 ? "negative" : "positive"))])
    case ..<95:
      write("eval_completed", time, [Member("score", .double(tenth(random.share * 10)))])
    case ..<97: write("policy_violation", time, [Member("rule", "no-secrets")])
    case ..<98: write("anomaly_detected", time, [Member("component", "watcher")])
    default: write("hypothesis_logged", time, [Member("component", "learner")])
    }
  }
}
