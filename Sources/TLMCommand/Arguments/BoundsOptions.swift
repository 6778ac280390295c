import ArgumentParser
import TLM

/// Which part of a log a replay folds.
struct BoundsOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The state as it was at this time, by the clock of the log.", valueName: "time"))
  var at: TimeArgument?

  @Option(
    help: ArgumentHelp("Only events whose line begins before this position.", valueName: "position")
  )
  var to: Int64?

  @Option(
    name: [.customLong("since"), .customLong("last")],
    help: ArgumentHelp("Only events at or after this time, by their own.", valueName: "time"))
  var since: TimeArgument?

  @Option(help: ArgumentHelp("Only events before this time, by their own.", valueName: "time"))
  var until: TimeArgument?

  func validate() throws {
    if let to, to < 0 { throw ValidationError("--to takes a position, from 0 on") }
    if at != nil && to != nil { throw ValidationError("give --at or --to, not both") }
  }

  var bounds: Fold.Bounds {
    Fold.Bounds(
      to: to.map(Position.init(rawValue:)), at: at?.instant, since: since?.earliest,
      until: until?.latest)
  }
}
