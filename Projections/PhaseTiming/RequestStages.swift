import Events

/// The stages of requests, each from one event of its trace to the next.
struct RequestStages: Codable, Sendable, Equatable {
  var totals: [Label: Distribution] = [:]
  /// Requests that were not replied to yet, by trace.
  var open: [Label: Request] = [:]
  var invalid = 0

  /// From the request to the reply. It covers the others, so it has no share among them.
  static let total: Label = "total"

  struct Request: Codable, Sendable, Equatable {
    var entry: Timestamp?
    var isStarted = false
    var stage: Stage?
    var end: Timestamp?
  }

  struct Stage: Codable, Sendable, Equatable {
    var name: Label
    var start: Timestamp
  }

  mutating func receive(_ event: borrowing Event) {
    guard let trace = Label(event.traceID), let time = event.time else { return }
    open[trace] = Request(entry: time)
  }

  mutating func startTask(_ event: borrowing Event, _ selection: Selection) {
    guard let trace = Label(event.traceID), let time = event.time, let request = open[trace],
      let entry = request.entry, !request.isStarted
    else { return }
    open[trace]?.isStarted = true
    if selection.includes(event) { record("entry_to_task", from: entry, to: time) }
  }

  mutating func transition(_ event: borrowing Event, _ selection: Selection) {
    guard let trace = Label(event.traceID), let time = event.time,
      let state = Label(event.string(.fromState))
    else { return }
    let stage = endStage(of: trace, beginning: Stage(name: state, start: time))
    if let stage, selection.includes(event) { record(stage.name, from: stage.start, to: time) }
  }

  mutating func endTask(_ event: borrowing Event, _ selection: Selection) {
    guard let trace = Label(event.traceID), let time = event.time else { return }
    let stage = endStage(of: trace, beginning: nil)
    if let stage, selection.includes(event) { record(stage.name, from: stage.start, to: time) }
    open[trace, default: .init()].end = time
  }

  mutating func reply(_ event: borrowing Event, _ selection: Selection) {
    guard let trace = Label(event.traceID), let time = event.time,
      let request = open.removeValue(forKey: trace), selection.includes(event)
    else { return }
    if let end = request.end { record("task_to_reply", from: end, to: time) }
    if let entry = request.entry { record(Self.total, from: entry, to: time) }
  }

  /// Puts a stage in the place of the one that is open, which is returned.
  private mutating func endStage(of trace: Label, beginning next: Stage?) -> Stage? {
    let last = open[trace]?.stage
    open[trace, default: .init()].stage = next
    return last
  }

  private mutating func record(_ name: Label, from start: Timestamp, to end: Timestamp) {
    if case .valid(let duration) = MeasuredDuration(from: start, to: end) {
      totals[name, default: .init()].record(duration)
    } else {
      invalid += 1
    }
  }
}
