public import Events

/// The times that one phase took, and how it ended each time.
public struct PhaseTotal: Codable, Sendable, Equatable {
  public internal(set) var durations = Distribution()
  public internal(set) var success = 0
  public internal(set) var failure = 0
  public internal(set) var skipped = 0
  /// Ended in any other way, or without a word.
  public internal(set) var unknown = 0

  mutating func record(_ duration: Nanoseconds, _ outcome: PhaseOutcome) {
    durations.record(duration)
    switch outcome {
    case .success: success += 1
    case .failure: failure += 1
    case .skipped: skipped += 1
    case .unknown: unknown += 1
    }
  }

  mutating func merge(_ other: PhaseTotal) {
    durations.merge(other.durations)
    success += other.success
    failure += other.failure
    skipped += other.skipped
    unknown += other.unknown
  }
}

/// What a time is filed under. Totals of a phase, a tool or a type are merges of such cells,
/// so each time is recorded once.
struct PhaseCell: Codable, Hashable, Sendable {
  var phase: Label
  var tool: Label
  var type: Label

  /// The cell of an event about `phase`.
  init(_ phase: Label, _ event: borrowing Event) {
    self.phase = phase
    tool = .tool(of: event)
    type = .issueType(of: event)
  }
}

extension Selection {
  /// Whether times that are filed under the cell count.
  func includes(_ cell: PhaseCell) -> Bool { includes(tool: cell.tool, type: cell.type) }
}

extension CellTable where Cell == PhaseCell, Tally == PhaseTotal {
  /// Where times of an event's phase are filed; nil where it names none.
  mutating func place(of event: borrowing Event) -> Int? {
    guard let phase = event.withText(.phase, { ShortText($0) }) else { return nil }
    let tool = event.withText(.tool) { ShortText($0) } ?? .unknown
    guard let phase, let tool, let type = Self.type(of: event) else {
      return place(of: PhaseCell(Label(event.phase ?? ""), event), from: .init())
    }
    let texts = ShortTexts(first: phase, second: tool, third: type)
    if let place = recentPlace(by: texts) { return place }
    let place = place(of: PhaseCell(Label(event.phase ?? ""), event), from: .init())
    remember(place, by: texts)
    return place
  }

  /// The bytes that `Label.issueType` makes a label of.
  private static func type(of event: borrowing Event) -> ShortText? {
    if let type = event.withText(.issueType, { ShortText($0) }) { return type }
    return event.withText(
      .issue,
      { issue in
        guard let text = issue.plainText else { return nil as ShortText? }
        guard let length = Label.typePrefixLength(of: text) else { return .unknown }
        return ShortText(text.extracting(first: length))
      }) ?? .unknown
  }
}
