import Events
import TLM

/// A span while it is put together.
struct SpanDraft: Sendable {
  var level: SpanLevel
  var name: String
  var title: String
  var keys: SpanKeys
  /// What no other of its level in the store has.
  var key: String
  /// The ids that it says itself.
  var own: (trace: Label, span: Label)?
  var parentSpan: Label?
  var kind = SpanKind.internal
  /// When it began by an event of its begin, or by what its end says; nil while nobody knows.
  var start: Timestamp?
  /// Whether an event of its begin, or the time of it, was told, so that it is not to be moved.
  var isStartTold = false
  var end: Timestamp?
  var isEndTold = false
  var outcome: Outcome?
  /// How well the telling knows it that says how a call ended.
  var certainty: CallEnding.Certainty?
  var word: String?
  var failure: String?
  /// The length that its end tells, where that is not the one by its begin.
  var reportedDuration: Nanoseconds?
  /// What was told before it was cut to fit.
  var toldStart: Timestamp?
  var toldEnd: Timestamp?
  /// The store that its first event was pulled of; nil for this one.
  var origin: LineOrigin?
  /// How far the clock of its machine is ahead of that of the one around it, at least; below zero: behind.
  var clockDifference: Nanoseconds?
  var attributes: [Member] = []
  var points: [SpanPoint] = []
  var links: [SpanLink] = []
  var marks = SpanMarks()
  var events: [Position] = []
  var parent: Int?
  var issueType: String?
  var phase: String?
  var wave: String?
  var callID: String?
  var toolName: String?
  /// Which attempt at the issue it is, from 1.
  var attempt: Int64?
  /// Of one that nothing ends: after this nothing is in it any more.
  var until: Timestamp?
  /// Whether it lasts to the next of its kind, because it was announced and never measured.
  var isMarker = false
  /// Whether work of others may be put into it because of its times.
  var holdsOthers: Bool { level != .call && level != .action || own != nil }

  init(_ level: SpanLevel, _ name: String, title: String? = nil, _ keys: SpanKeys, key: String) {
    (self.level, self.name, self.title) = (level, name, title ?? name)
    (self.keys, self.key) = (keys, key)
  }

  /// Takes in what an event tells of it, but for its times.
  mutating func tell(_ event: TracedEvent) {
    if events.isEmpty { origin = event.origin }
    events.append(event.position)
    keys.fill(from: event.keys)
    SpanAttributes.merge(event.attributes, into: &attributes)
    points += event.inner
    links += event.links
    issueType = issueType ?? event.issueType
    toolName = toolName ?? event.toolName
    wave = wave ?? event.wave
    if event.kind != .internal { kind = event.kind }
  }

  /// Takes in how it ended.
  mutating func close(_ event: TracedEvent) {
    guard let new = event.ended else { return }
    if outcome != nil && outcome != .running && new == .running { return }
    (outcome, word) = (new, event.word ?? word)
    failure = event.failure ?? failure
  }

  /// It begins with an event that says so.
  mutating func begin(at time: Timestamp?) {
    guard let time else { return }
    start = isStartTold ? start.map { min($0, time) } : time
    isStartTold = true
  }

  /// It ends with an event, which may say how long it took.
  ///
  /// A begin that was told holds, whatever the length; where the two are more than a millisecond
  /// apart the length is kept beside it.
  mutating func end(at time: Timestamp?, after length: Nanoseconds?) {
    let isSecond = isEndTold
    isEndTold = true
    guard let time else { return }
    end = isSecond ? end.map { max($0, time) } ?? time : time
    guard let length else { return }
    let begin = time.moved(by: -length.rawValue)
    guard let start, isStartTold else {
      start = begin
      return
    }
    let difference = (start.since(begin)?.rawValue.magnitude) ?? .max
    if difference > 1_000_000 { reportedDuration = length }
  }

  /// It goes on at least until then.
  mutating func cover(_ time: Timestamp?) {
    guard let time else { return }
    if !isStartTold { start = start.map { min($0, time) } ?? time }
    if !isEndTold { end = end.map { max($0, time) } ?? time }
  }
}

extension Timestamp {
  /// The time so many nanoseconds later; the last or first there is where it does not fit.
  func moved(by nanoseconds: Int64) -> Timestamp {
    let (moved, isBeyond) = rawValue.addingReportingOverflow(nanoseconds)
    return Timestamp(rawValue: isBeyond ? (nanoseconds < 0 ? .min : .max) : moved)
  }
}
