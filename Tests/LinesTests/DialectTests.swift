import Events
import Lines
import Testing

/// The samples of each dialect, field by field.
@Suite struct DialectTests {
  private func events(_ dialect: String) -> [RecordedEvent] {
    let lines = Samples.dialect(dialect)
    let batch = LineParser().parse(LineChunk(Array(lines.joined(separator: [0x0A]))))
    #expect(batch.count == lines.count && batch.quarantined.isEmpty && batch.blank == 0)
    return (0..<batch.count).map { RecordedEvent(copying: batch.event(at: $0)) }
  }

  private func members(_ event: RecordedEvent) -> [Member] {
    var members: [Member] = []
    event.event.forEachMember { members.append(Member($0, $1.value)) }
    return members
  }

  @Test func `issue logs`() {
    let events = events("feat417_seed000")
    let (start, issue, phase, complete, snapshot, end) = (
      events[0], events[1], events[2], events[3], events[4], events[5]
    )

    #expect(
      events.map { $0.event.name ?? "" } == [
        "command_start", "issue_start", "issue_phase", "issue_complete", "context_snapshot",
        "command_end",
      ])
    #expect(
      events.map { $0.time?.description ?? "" } == [
        "2026-02-13T10:00:00.000000Z", "2026-02-13T10:00:05.000000Z",
        "2026-02-13T10:01:12.000000Z", "2026-02-13T10:03:22.000000Z",
        "2026-02-13T10:03:23.000000Z", "2026-02-13T10:15:00.000000Z",
      ])
    #expect(
      members(start) == [
        Member("ts", "2026-02-13T10:00:00Z"), Member("event", "command_start"),
        Member("tool", "ll-sprint"), Member("args", ["run", "sprint-7"]),
        Member("project", "little-loops"), Member("session_id", "abc123"),
      ])
    #expect(start.event.project == "little-loops")
    #expect(start.event.sessionID == "abc123")
    #expect(issue.event.tool == "ll-sprint")
    #expect(issue.event.issueID == "BUG-042")
    #expect(issue.event.integer(.wave) == 1)
    #expect(phase.event.phase == "ready")
    #expect(phase.event.duration == Nanoseconds(rawValue: 67_200_000_000))
    #expect(phase.event.outcome == .success && phase.event.outcomeWord == "pass")
    #expect(complete.event.duration == Nanoseconds(rawValue: 197_000_000_000))
    #expect(
      complete.event.value(.phases) == ["ready": 67.2, "implement": 98.5, "verify": 31.3])
    #expect(snapshot.event.integer(.estimatedTokens) == 45_000)
    #expect(snapshot.event.integer(.toolCalls) == 23)
    #expect(snapshot.event.value(.breakdown) == ["Read": 12, "Edit": 5, "Bash": 6])
    #expect(end.event.duration == Nanoseconds(rawValue: 900_000_000_000))
    #expect(end.event.integer("issues_completed") == 3)
    #expect(end.event.integer("issues_failed") == 1)
  }

  @Test func `agent logs`() {
    let events = events("adr0004_seed002")
    let (call, metrics, tool) = (events[0], events[1], events[2])

    #expect(call.time?.description == "2025-12-28T10:23:45.123456Z")
    #expect(call.event.level == "info")
    #expect(call.event.component == "llm_client")
    #expect(call.event.name == "model_call_completed")
    #expect(call.event.traceID == "abc123" && call.event.spanID == "xyz789")
    #expect(call.event.string("model_role") == "reasoning")
    #expect(call.event.model == "Qwen3-Next-80B-A3B-Thinking")
    #expect(call.event.duration == Nanoseconds(rawValue: 3_421_000_000))
    #expect(call.event.tokens == Event.TokenCounts(input: 512, output: 256))
    #expect(call.event.outcome == .success)
    #expect(metrics.time == nil && !metrics.isTimed)
    #expect(metrics.event.double(.cpuLoadPercent) == 45.2)
    #expect(metrics.event.double(.memUsedPercent) == 62.1)
    #expect(metrics.event.double(.gpuLoadPercent) == 12)
    #expect(tool.event.toolName == "system_health_check" && tool.event.tool == nil)
    #expect(tool.event.string(.riskLevel) == "low")
    #expect(tool.event.duration == Nanoseconds(rawValue: 234_000_000))
    #expect(tool.event.outcome == .success)
  }

  @Test func `hooks of an agent`() {
    let events = events("claude_hooks")
    let (prompt, before, after, failed, compact, stop) = (
      events[0], events[1], events[2], events[3], events[4], events[5]
    )

    #expect(
      events.map { $0.event.name ?? "" } == [
        "UserPromptSubmit", "PreToolUse", "PostToolUse", "PostToolUse", "PreCompact", "Stop",
      ])
    #expect(events.allSatisfy { $0.event.sessionID == "s-1" && $0.time == nil })
    #expect(
      members(prompt) == [
        Member("hook_event_name", "UserPromptSubmit"), Member("session_id", "s-1"),
        Member("prompt", "fix the bug"), Member("cwd", "/w"),
        Member("transcript_path", "/t.jsonl"),
      ])
    #expect(before.event.toolName == "Bash")
    #expect(before.event.string(.toolUseID) == "toolu_A")
    #expect(before.event.string("tool_input.command") == "git status")
    #expect(after.event.integer("tool_response.exit_code") == 0)
    #expect(after.event.string("tool_response.stderr") == "")
    #expect(failed.event.string("tool_response.error") == "String to replace not found")
    #expect(compact.event.string("trigger") == "auto")
    #expect(members(compact).last == Member("custom_instructions", nil))
    #expect(stop.event.string("transcript_path") == "/t.jsonl")
  }

  @Test func `domain events`() {
    let events = events("scopecraft_domain_events")
    let (task, change, queued, started, tool, completed) = (
      events[0], events[1], events[2], events[3], events[4], events[5]
    )

    #expect(
      events.map { $0.event.name ?? "" } == [
        "TaskCreated", "TaskStatusChanged", "SessionQueued", "SessionStarted",
        "SessionToolUsed", "SessionCompleted",
      ])
    #expect(events.map { $0.event.eventID ?? "" } == ["e1", "e2", "e3", "e4", "e5", "e6"])
    #expect(task.time?.description == "2025-06-11T10:00:00.000000Z")
    #expect(task.event.string(.streamID) == "task-AUTH-001")
    #expect(task.event.integer("version") == 1)
    #expect(
      task.event.value(.data) == [
        "taskId": "AUTH-001", "title": "Login", "workflowState": "backlog", "parentId": nil,
      ])
    #expect(task.event.string("metadata.correlationId") == "c1")
    #expect(change.event.string("data.newStatus") == "in_progress")
    #expect(queued.event.sessionID == "abc123")
    #expect(started.event.value(named: "data.environment") == [:])
    #expect(started.event.integer("data.pid") == 24_299)
    #expect(tool.event.tool == "Read")
    #expect(tool.event.duration == Nanoseconds(rawValue: 120_000_000))
    #expect(completed.event.duration == Nanoseconds(rawValue: 240_000_000_000))
    #expect(completed.event.outcome == .success)
    #expect(completed.event.string(.taskIDCamel) == "AUTH-001")
    #expect(completed.event.double("data.cost") == 0.12)
    #expect(completed.event.value(named: "data.toolsUsed") == ["Read"])
  }
}
