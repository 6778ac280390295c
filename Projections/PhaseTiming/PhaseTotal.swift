public import Events

extension PhaseTiming {
  /// The times that one phase took, and how it ended each time.
  public struct PhaseTotal: Codable, Sendable, Equatable {
    /// How long it took each time.
    public internal(set) var durations = Distribution()
    /// How often it ended well.
    public internal(set) var success = 0
    /// How often it failed.
    public internal(set) var failure = 0
    /// How often it was left out.
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

    mutating func merge(_ other: PhaseTiming.PhaseTotal) {
      durations.merge(other.durations)
      success += other.success
      failure += other.failure
      skipped += other.skipped
      unknown += other.unknown
    }
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

extension CellTable where Cell == PhaseCell, Tally == PhaseTiming.PhaseTotal {
  /// Where times of an event's phase are filed; nil where it names none.
  mutating func place(of event: borrowing Event, _ texts: Event.PlainTexts) -> Int? {
    guard texts.arePlain else {
      guard let phase = event.phase else { return nil }
      return place(of: PhaseCell(Label(phase), event), from: .init())
    }
    let phase = texts[.phase]
    guard !phase.isAbsent else { return nil }
    // Of an id only its beginning is looked at, so a long one does.
    let type =
      texts[.issueType].isAbsent ? texts[.issue].lettersBeforeHyphen : texts[.issueType]
    let key = type.map { ShortTexts(first: phase, second: texts[.tool], third: $0) }
    if let key, let place = recentPlace(by: key) { return place }
    let place = place(of: PhaseCell(Label(event.phase ?? ""), event), from: .init())
    if let key { remember(place, by: key) }
    return place
  }
}
