import Events
import Folding
import Index
import Journal
import TestSupport
import Views

extension Actor {
  /// Prunes the log to a size over and over, until it is killed; says what came of each.
  func prune() throws {
    let session = LogSession(try openLog())
    Actor.say("ready")
    while true {
      var ages = SegmentAges()
      var options = Pruner.Options(PruneRules(maxSize: Int64(number("size", 200_000))))
      options.timeout = .seconds(20)
      do {
        let report = try Pruner(session, catalog: [Tally.self], options).run(&ages)
        if !report.segments.isEmpty || report.finished != nil {
          Actor.say("cut \(report.cut) \(report.finished?.description ?? "-")")
        }
      } catch JournalError.Code.busy { Actor.say("busy") }
    }
  }
}
