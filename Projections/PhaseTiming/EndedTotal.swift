package import Events

extension PhaseTiming {
  /// Attempts at issues that have ended, by how, and in which phases they failed.
  package struct EndedTotal: Codable, Sendable, Equatable {
    /// All of them.
    package internal(set) var completed = 0
    /// Those in which at least one phase was timed.
    package internal(set) var timed = 0
    /// Those that ended well.
    package internal(set) var success = 0
    /// Those that failed.
    package internal(set) var failure = 0
    /// Those that were left out.
    package internal(set) var skipped = 0
    /// Of those that failed how many did so in a phase: the one that failed last and did not go well
    /// after that.
    package internal(set) var failures: [Label: Int] = [:]

    package init() {}

    mutating func record(_ outcome: PhaseOutcome, failedIn phase: Label?, hasTimes: Bool) {
      completed += 1
      if hasTimes { timed += 1 }
      switch outcome {
      case .success: success += 1
      case .failure:
        failure += 1
        if let phase { failures[phase, default: 0] += 1 }
      case .skipped: skipped += 1
      case .unknown: break
      }
    }

    package mutating func merge(_ other: EndedTotal) {
      completed += other.completed
      timed += other.timed
      success += other.success
      failure += other.failure
      skipped += other.skipped
      for (phase, count) in other.failures { failures[phase, default: 0] += count }
    }
  }
}

/// What an attempt that has ended is filed under: what its completion says.
struct EndedCell: Codable, Hashable, Sendable {
  var tool: Label
  var type: Label
}

extension CellTable where Cell == EndedCell, Tally == PhaseTiming.EndedTotal {
  /// Where the attempt is filed that an event ends.
  mutating func place(of event: borrowing Event, _ texts: Event.PlainTexts) -> Int {
    let type = texts[.issueType].isAbsent ? texts[.issue].lettersBeforeHyphen : texts[.issueType]
    let key = texts.arePlain ? type.map { ShortTexts(first: texts[.tool], second: $0) } : nil
    if let key, let place = recentPlace(by: key) { return place }
    let place = place(
      of: EndedCell(tool: .tool(of: event), type: .issueType(of: event)), from: .init())
    if let key { remember(place, by: key) }
    return place
  }
}
