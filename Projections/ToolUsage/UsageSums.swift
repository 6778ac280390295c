import Events

/// What is counted at once, as no later telling can change it: calls without an id, and programs.
struct UsageSums: Codable, Sendable, Equatable {
  var calls = CellTable<CalledTool, CallTally>()
  var programs = CellTable<Label, ProgramTally>()
  /// Durations that were negative or out of range: counted here, and in nothing else.
  private(set) var invalid = 0
  /// What was called so far, so that calls share it. No part of the state.
  private var known = CellTable<CalledTool, Nothing>()

  private struct Nothing: Codable, Equatable, Sendable {}
  private enum CodingKeys: CodingKey { case calls, programs, invalid }

  static func == (left: UsageSums, right: UsageSums) -> Bool {
    left.calls == right.calls && left.programs == right.programs && left.invalid == right.invalid
  }

  /// Records a call that has no id, of which an event tells that it ended.
  mutating func record(
    _ event: borrowing Event, _ outcome: CallOutcome, _ measured: MeasuredDuration
  ) {
    let measured = outcome.isTimed ? measured : .absent
    let place = placeOfCall(event)
    calls.update(at: place) { $0.record(outcome, measured) }
    if case .invalid = measured { invalid += 1 }
  }

  private mutating func placeOfCall(_ event: borrowing Event) -> Int {
    let tool = event.shortText(.toolName)
    let texts = ShortTexts(first: tool, second: event.shortText(.riskLevel))
    if !tool.isAbsent, let place = calls.recentPlace(by: texts) { return place }
    let place = calls.place(of: called(by: event), from: .init())
    if !tool.isAbsent { calls.remember(place, by: texts) }
    return place
  }

  /// Counts an event for the program that emitted it.
  mutating func count(_ event: borrowing Event) {
    let texts = ShortTexts(first: event.shortText(.tool))
    var known = programs.recentPlace(by: texts)
    if known == nil, let program = Label(event.tool) {
      let place = programs.place(of: program, from: .init())
      programs.remember(place, by: texts)
      known = place
    }
    guard let place = known else { return }
    var measured = MeasuredDuration.absent
    programs.update(at: place) { measured = $0.add(event) }
    if case .invalid = measured { invalid += 1 }
  }

  /// What an event about one call says was called.
  mutating func called(by event: borrowing Event) -> CalledTool {
    let tool = event.shortText(.toolName)
    // Without one it may be told in another way.
    guard !tool.isAbsent else { return shared(CalledTool(event)) }
    let texts = ShortTexts(first: tool, second: event.shortText(.riskLevel))
    if let place = known.recentPlace(by: texts) { return known.cell(at: place) }
    let place = known.place(of: CalledTool(event), from: .init())
    known.remember(place, by: texts)
    return known.cell(at: place)
  }

  /// The one that all calls of it share.
  mutating func shared(_ called: CalledTool) -> CalledTool {
    let place = known.place(of: called, from: .init())
    return known.cell(at: place)
  }
}
