import TLM

/// What sensors say of periods, of each by its events alone.
struct TrendSensors {
  /// What one of them says, by the number of the bucket, each with how many things it rests on.
  struct Said {
    let sensor: SensorDefinition
    fileprivate(set) var points: [Int: (value: Double, weight: Int)] = [:]
  }

  fileprivate(set) var all: [Said] = []

  /// Buckets that are folded one after the other.
  static let limit = 400

  /// The buckets of which any sensor says something.
  var buckets: Set<Int> { Set(all.flatMap(\.points.keys)) }
}

extension SensorDefinition {
  /// Whether the events of a period say what it comes to: of a rate by time, a word, or what is derived
  /// of more than events, none do.
  fileprivate var isOfPeriods: Bool {
    derivation == nil && kind != .state && (kind != .rate || !over.isEmpty)
  }
}

extension Store {
  /// What the sensors say that trends are asked for.
  ///
  /// - Parameter filled: the buckets that have events.
  /// - Throws: `AnalysisError` for a sensor that there is not, or that says nothing of periods; else as
  ///   `state`.
  func trendSensors(
    of question: TrendQuestion, in filled: Set<Int>
  ) throws -> TrendSensors {
    let usual = try sensorMetrics()
    let known = sensorTable(of: usual)
    var sensors = TrendSensors()
    for id in question.sensors {
      guard let sensor = known.definition(of: id) else {
        throw AnalysisError.question("there is no sensor \(id); tlm sensors list names all")
      }
      let isInSwift = self.sensors.contains { $0.definition.id == sensor.id }
      guard sensor.isOfPeriods, !isInSwift else {
        throw AnalysisError.question("\(sensor.id) says something of an instant, not of a period")
      }
      sensors.all.append(TrendSensors.Said(sensor: sensor))
    }
    guard filled.count <= TrendSensors.limit else {
      throw AnalysisError.question(
        "sensors are asked of \(TrendSensors.limit) periods at most, and there are \(filled.count); "
          + "take longer ones, or narrow them with --since")
    }
    for bucket in filled.sorted() { try ask(&sensors, of: bucket, question, usual) }
    return sensors
  }

  private func ask(
    _ sensors: inout TrendSensors, of bucket: Int, _ question: TrendQuestion,
    _ usual: SensorMetrics
  ) throws {
    let (first, next) = (question.per.start_s(of: bucket), question.per.start_s(of: bucket + 1))
    let (start, end) = (Timestamp(wholeSecond: first), Timestamp(wholeSecond: next))
    var options = Replay.Options()
    options.bounds = Fold.Bounds(
      since: max(start, question.period?.start ?? start),
      until: min(end, question.period?.end ?? end))
    options.now = end
    // Many buckets, each of bounds of its own, would put all else out that is kept of windows.
    options.usesCheckpoints = false
    // Nothing else is in the fold, so that a longer window holds no more; the wider buckets of a long one
    // may begin before the period.
    let window = Int(next - first) * 2
    let metrics = usual.reaching(back: window)
    let table = sensorTable(of: metrics)
    let state = try state(of: metrics, options: options).state
    for place in sensors.all.indices {
      let sensor = sensors.all[place].sensor
      let reading = table.reading(of: sensor.id, in: state, window: window, at: end)
      guard case .number(let value)? = reading?.value else { continue }
      let weight = sensor.kind == .counter ? Int(value) : 1
      if weight > 0 { sensors.all[place].points[bucket] = (value, weight) }
    }
  }
}
