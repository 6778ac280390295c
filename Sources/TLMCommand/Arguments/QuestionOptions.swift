import ArgumentParser
import TLM

/// What is asked of a sensor beyond what it usually says.
struct QuestionOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Over so long: 60s, 10m, 1h.", valueName: "length"))
  var window: LengthArgument?

  @Option(help: "Of a gauge or histogram in a window: mean, max, min or last.")
  var aggregate: AggregateArgument?

  @Option(help: ArgumentHelp("Of a histogram, from 0 to 1.", valueName: "share"))
  var quantile: Double?

  func validate() throws {
    if let quantile, !(0...1).contains(quantile) {
      throw ValidationError("--quantile must be from 0 to 1, such as 0.95")
    }
    if let aggregate, window == nil {
      throw ValidationError("--aggregate \(aggregate.rawValue) needs a --window, such as 10m")
    }
  }
}

/// What stands for several readings, as people type it.
enum AggregateArgument: String, ExpressibleByArgument, CaseIterable {
  case mean, max, min, last

  /// As sensors know it.
  var aggregate: SensorQuestion.Aggregate? { SensorQuestion.Aggregate(rawValue: rawValue) }
}

/// A length of time as people type it: `60s`, `10m`, `1h`, `7d`, `2w`; at least a second.
struct LengthArgument: ExpressibleByArgument, Equatable {
  let seconds: Int

  init(seconds: Int) { self.seconds = seconds }

  init?(argument: String) {
    guard let seconds = LengthOfTime.seconds(argument),
      (1...Int64(SensorDefinition.longestWindow)).contains(seconds)
    else { return nil }
    self.seconds = Int(seconds)
  }

  /// As help shows a default: `5s`, `10m`.
  var defaultValueDescription: String {
    let units = [(604_800, "w"), (86_400, "d"), (3600, "h"), (60, "m")]
    for (length, unit) in units where seconds.isMultiple(of: length) {
      return "\(seconds / length)\(unit)"
    }
    return "\(seconds)s"
  }
}
