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

  mutating func startTask(_ event: borrowing Event) {
    guard let trace = Label(event.traceID), let time = event.time, let request = open[trace],
      let entry = request.entry, !request.isStarted
    else { return }
    open[trace]?.isStarted = true
    record("entry_to_task", from: entry, to: time)
  }

  mutating func transition(_ event: borrowing Event) {
    guard let trace = Label(event.traceID), let time = event.time,
      let state = Label(event.string(.fromState))
    else { return }
    changeStage(of: trace, to: Stage(name: state, start: time), at: time)
  }

  mutating func endTask(_ event: borrowing Event) {
    guard let trace = Label(event.traceID), let time = event.time else { return }
    changeStage(of: trace, to: nil, at: time)
    open[trace, default: .init()].end = time
  }

  mutating func reply(_ event: borrowing Event) {
    guard let trace = Label(event.traceID), let time = event.time,
      let request = open.removeValue(forKey: trace)
    else { return }
    if let end = request.end { record("task_to_reply", from: end, to: time) }
    if let entry = request.entry { record(Self.total, from: entry, to: time) }
  }

  private mutating func changeStage(of trace: Label, to next: Stage?, at time: Timestamp) {
    let last = open[trace]?.stage
    open[trace, default: .init()].stage = next
    if let last { record(last.name, from: last.start, to: time) }
  }

  private mutating func record(_ name: Label, from start: Timestamp, to end: Timestamp) {
    if case .valid(let duration) = MeasuredDuration(from: start, to: end) {
      totals[name, default: .init()].record(duration)
    } else {
      invalid += 1
    }
  }
}
