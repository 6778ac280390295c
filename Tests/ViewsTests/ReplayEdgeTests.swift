import Events
import Journal
import TestSupport
import Testing

@testable import Folding
@testable import Index
@testable import Views

/// Replays of windows that end where a block of the index does.
@Suite struct ReplayEdgeTests {
  private static func second(_ second: Int) -> Timestamp {
    Timestamp(rawValue: (1_770_000_000 + Int64(second)) * 1_000_000_000)
  }

  @Test func `a block whose events are all of one instant is folded for exactly that instant`()
    throws
  {
    let bench = try Bench()
    for segment in 0..<4 {
      if segment > 0 { try bench.log.rotate() }
      try bench.log.append((0..<50).map { _ in NewEvent("tick", at: Self.second(segment)) })
    }
    let index = LogIndex.open(for: bench.log, in: try ViewsStore.open(for: bench.log))
    try index.rebuild(timeout: .seconds(10))

    for segment in 0..<4 {
      let (begin, end) = (Self.second(segment), Self.second(segment + 1))
      for (bounds, expected) in [
        (Fold.Bounds(since: begin, until: end), 50),
        (Fold.Bounds(since: begin), (4 - segment) * 50),
        (Fold.Bounds(until: begin), segment * 50), (Fold.Bounds(until: end), (segment + 1) * 50),
      ] {
        for usesIndex in [false, true] {
          var options = Replay.Options()
          options.jobs = 1
          options.bounds = bounds
          options.usesIndex = usesIndex
          let replay = try Replayer(bench.log, options, makesViews: true).replay([Seen()]).replays[
            0]
          #expect(replay.matched == expected, "\(bounds), index: \(usesIndex)")
          #expect(replay.events == 200)
        }
      }
    }
  }
}
