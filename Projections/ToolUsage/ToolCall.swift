import Events

/// What the tellings of one call say together, in whatever order and however often they come.
struct ToolCall: Equatable, Sendable {
  private(set) var called: CalledTool
  /// The earliest time of its begin.
  private(set) var begun = PackedTime()
  /// The earliest time at which a telling says how it went, else that it ended.
  private(set) var ended = PackedTime()
  /// The time of the telling that counts for the outcome.
  private var decided = PackedTime()
  private var told = ToldDuration()
  private var certainty: CallEnding.Certainty?
  /// How it ended, where `certainty` is not nil.
  private var outcome = CallOutcome.success

  init(_ called: CalledTool) { self.called = called }

  /// Whether no telling says that it ended.
  var isOpen: Bool { certainty == nil }

  /// How it ended; nil where it is open.
  var end: CallOutcome? { isOpen ? nil : outcome }

  /// How long it took: what a telling says, else the time from its begin to its end. Waiting for a
  /// person is no time of the tool's.
  var measured: MeasuredDuration {
    if isOpen || !outcome.isTimed { return .absent }
    return told.reading ?? MeasuredDuration(from: begun.time, to: ended.time)
  }

  /// The last time that is known of it; nil where none is.
  var lastTime: Timestamp? { ended.time ?? begun.time }

  mutating func join(_ called: CalledTool) { self.called = self.called.joined(with: called) }

  /// A telling of its begin.
  mutating func begin(at time: Timestamp?) { begun.extend(to: PackedTime(time)) }

  /// A telling of its end.
  mutating func end(_ ending: CallEnding, at time: Timestamp?, taking measured: MeasuredDuration) {
    if ending.outcome.isTimed { told.join(measured) }
    let time = PackedTime(time)
    noteEnd(ending.certainty.isReadable, at: time)
    if decides(ending, at: time) {
      (certainty, outcome, decided) = (ending.certainty, ending.outcome, time)
    }
  }

  private mutating func noteEnd(_ isReadable: Bool, at time: PackedTime) {
    let wasReadable = certainty?.isReadable ?? !isReadable
    if isReadable == wasReadable { return ended.extend(to: time) }
    if isReadable || certainty == nil { ended = time }
  }

  /// Whether a telling comes before the one that counted so far: by what it knows, then by its
  /// time, and of equal ones the more particular.
  private func decides(_ ending: CallEnding, at time: PackedTime) -> Bool {
    guard let certainty else { return true }
    if ending.certainty != certainty { return ending.certainty < certainty }
    if time != decided { return time.isBefore(decided) }
    return ending.outcome.rawValue < outcome.rawValue
  }
}

extension ToolCall: Codable {
  // In a row of its own in the table, without names: there may be a million of these.
  init(from decoder: any Decoder) throws {
    var values = try decoder.unkeyedContainer()
    called = CalledTool(
      tool: Label(try values.decode(String.self)), risk: Label(try values.decode(String.self)))
    begun = try values.decode(PackedTime.self)
    ended = try values.decode(PackedTime.self)
    decided = try values.decode(PackedTime.self)
    told = try values.decode(ToldDuration.self)
    certainty = CallEnding.Certainty(
      rawValue: UInt8(truncatingIfNeeded: try values.decode(Int.self)))
    let number = try values.decode(Int.self)
    guard let outcome = CallOutcome(rawValue: UInt8(truncatingIfNeeded: number)) else {
      throw DecodingError.dataCorruptedError(
        in: values, debugDescription: "a call ended in no known way")
    }
    self.outcome = outcome
  }

  func encode(to encoder: any Encoder) throws {
    var values = encoder.unkeyedContainer()
    try values.encode(called.tool.text)
    try values.encode(called.risk.text)
    for time in [begun, ended, decided] { try time.encode(to: &values) }
    try told.encode(to: &values)
    try values.encode(Int(certainty?.rawValue ?? .max))
    try values.encode(Int(outcome.rawValue))
  }
}
