import ArgumentParser
import TLM

/// Which work is asked for, by which clock, at which prices.
struct UsageOptions: ParsableArguments {
  @Option(
    name: [.customLong("since"), .customLong("last")],
    help: ArgumentHelp("Only work at or after this time.", valueName: "time"))
  var since: TimeArgument?

  @Option(help: ArgumentHelp("Only work before this time.", valueName: "time"))
  var until: TimeArgument?

  // An offset may begin as options do.
  @Option(parsing: .unconditional, help: ArgumentHelp(ZoneArgument.help, valueName: "zone"))
  var zone: ZoneArgument?

  @Option(
    help: ArgumentHelp(
      "A file of prices that come before your own (prices.yaml beside your config.yaml) and tlm's.",
      valueName: "file"))
  var prices: String?

  @Flag(help: "Take the prices of the table also where the source says itself what it cost.")
  var reprice = false

  /// - Parameter store: whose configuration may have prices, too.
  func question(in store: Store, hasDetails: Bool) throws -> UsageQuestion {
    var question = UsageQuestion(since: since?.earliest, until: until?.latest)
    if let zone { question.offset_s = zone.offset_s }
    question.prices = try PriceTable.forUser(naming: prices, in: store)
    question.reprices = reprice
    question.hasDetails = hasDetails
    return question
  }
}
