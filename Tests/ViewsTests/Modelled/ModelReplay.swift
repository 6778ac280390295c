import TLM
import TestSupport

/// The numbers of the model's events, in order: its state says which events were folded.
struct ModelNumbers: Projection {
  static let name = "model-numbers"
  static let version = 1

  var initial: [Int64] { [] }

  var body: Handlers<[Int64]> {
    On("start", "end", "tick", "größe") { event, state in
      if let number = event.integer("n") { state.append(number) }
    }
  }

  /// What a fold of these entries alone comes to.
  static func digest(of entries: some Sequence<ModelEntry>) throws -> String? {
    var fold = Fold()
    fold.add(ModelNumbers())
    try fold.run(over: Chunks(entries.map { $0.line + "\n" }.joined()), jobs: 1)
    return try fold.replays().first?.digest.description
  }
}

/// The log clock, by what DESIGN says of it and without any state: at each event, the greatest time
/// so far that is not more than a minute after that of the event before it, or that the event after
/// it has confirmed.
enum ModelClock {
  /// How many events come before the first one at which the clock exceeds `limit`.
  ///
  /// - Parameter seconds: of every event in the order of the log; nil for untimed ones.
  static func prefix(_ seconds: [Int?], at limit: Int) -> Int {
    let timed = seconds.enumerated().compactMap { place, second in second.map { (place, $0) } }
    for index in timed.indices {
      let counted = timed.indices.prefix(index + 1).filter { other in
        let follows = other > 0 && timed[other].1 - timed[other - 1].1 <= 60
        let isConfirmed = other < index && timed[other].1 - timed[other + 1].1 <= 60
        return follows || isConfirmed
      }
      if counted.contains(where: { timed[$0].1 > limit }) { return timed[index].0 }
    }
    return seconds.count
  }
}
