import Events
import Sensors

/// Where a line of a rollout belongs: by what it says itself, else by the lines before it.
struct RolloutLine {
  let work: WorkLine
  let model: Label?
  let isHistory: Bool

  init(_ event: borrowing Event, _ file: Rollout?) {
    if event.saysSession || file == nil {
      work = WorkLine(event)
      model = Label(event.model)
      isHistory = event.isFlagged("replayed")
    } else {
      work = WorkLine(at: event.ownTime, in: file?.session)
      model = file?.model
      isHistory = file?.isHistory ?? false
    }
  }
}

/// A step of a session of Codex: what it took, and what tells it from others.
struct RolloutStep {
  let reading: TokenReading
  /// The session and its running total.
  let key: String

  /// Nil for a line that tells of no step; what it added is `last_token_usage`.
  init?(_ event: borrowing Event, _ line: RolloutLine) {
    guard let payload = event.view(.payload), let type = payload.member("type"),
      type.spells("token_count"), let info = payload.member("info"),
      let step = info.member("last_token_usage"), !step.isNull
    else { return nil }
    reading = TokenReading(step: step)
    var total = line.work.origin.time.time?.description ?? ""
    if let view = info.member("total_token_usage"), view.kind == .object {
      let counts = TokenReading(step: view).counts
      total = "\(counts.input) \(counts.cacheRead) \(counts.output) \(counts.reasoning)"
    }
    key = "k" + (line.work.origin.session?.text ?? "") + " " + total
  }
}
