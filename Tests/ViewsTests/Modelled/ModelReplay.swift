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

/// The log clock, by what DESIGN says of it: an event is believed that is at most a minute ahead of the
/// greatest time believed before it, or of the event behind it, or that is the last one.
enum ModelClock {
  /// How many events come before the first one that is later than `limit` and believed.
  ///
  /// - Parameter seconds: of every event in the order of the log; nil for untimed ones.
  static func prefix(_ seconds: [Int?], at limit: Int) -> Int {
    let timed = seconds.enumerated().compactMap { place, second in second.map { (place, $0) } }
    var believed: Int?
    for (index, (place, second)) in timed.enumerated() {
      let follows = believed.map { second - $0 <= 60 } ?? false
      let isConfirmed = index + 1 == timed.count || second - timed[index + 1].1 <= 60
      guard follows || isConfirmed else { continue }
      if second > limit { return place }
      believed = max(believed ?? second, second)
    }
    return seconds.count
  }
}
