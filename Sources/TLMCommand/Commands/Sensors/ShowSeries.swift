import ArgumentParser
import Documents
import Questions
import TLM

/// `tlm sensors series`: what a sensor said over time.
struct ShowSeries: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "series",
    abstract: "What a sensor said in each second of a window.",
    discussion: """
      Of a window of more than an hour: in each of 3600 equal parts. A second says what `tlm sensors \
      get --window 1s` says of it: of several readings of a gauge their mean. Seconds in which it \
      said nothing are left out. It ends with 1 if there are none.

      Examples:
        tlm sensors series perf_system_cpu_load --window 10m
        tlm sensors series perf_tool_call_latency --window 1h --quantile 0.95 --json
      """)

  @OptionGroup var store: StoreOptions

  @Option(help: ArgumentHelp("How far back: 60s, 10m, 1h.", valueName: "length"))
  var window: LengthArgument = LengthArgument(seconds: 600)

  @Option(help: ArgumentHelp("Of a histogram, from 0 to 1.", valueName: "share"))
  var quantile: Double?

  @Option(help: ArgumentHelp("When the window ends.", valueName: "time"))
  var at: TimeArgument?

  @OptionGroup var format: FormatOptions

  @Argument(help: "The id of a sensor, or another name of it.", completion: Completions.sensors)
  var name: String

  func validate() throws {
    if let quantile, !(0...1).contains(quantile) {
      throw ValidationError("--quantile must be from 0 to 1, such as 0.95")
    }
  }

  func run() throws {
    let reader = try SensorReader(of: store.open())
    try Asking.told { try SensorNames.check(name, reader.sensors) }
    let points = try reader.series(
      of: name, window: window.seconds, quantile: quantile, at: at?.instant)
    let output = Output()
    if format.json {
      output.json(SeriesDocument(points))
    } else {
      show(points, output)
    }
    output.flush()
    if points.isEmpty { throw Failure.nothingFound }
  }

  /// A line for each point: when, what, and a bar beside numbers.
  private func show(_ points: [SensorReading.Point], _ output: Output) {
    let most = points.map(\.magnitude).max() ?? 0
    var table = Table(columns: [
      .init(title: "time", alignment: .whole), .init(title: "value", alignment: .right),
      .init(title: "", alignment: .whole, isSpare: true),
    ])
    for point in points {
      table.add([
        LocalTime.text(point.time, for: .output), SensorView.text(point.value),
        most > 0 ? Bar.text(point.magnitude / most, width: 30) : "",
      ])
    }
    if !table.isEmpty { output.show(table.lines(for: .output)) }
  }
}

extension SensorReading.Point {
  /// How long its bar is; none for words and what is below zero.
  fileprivate var magnitude: Double {
    if case .number(let number) = value, number.isFinite { max(0, number) } else { 0 }
  }
}
