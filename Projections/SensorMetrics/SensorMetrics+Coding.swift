import Sensors

extension SensorMetrics {
  private enum CodingKeys: String, CodingKey {
    case horizon, sensors, scope, prices
    case initialMode = "initial_mode"
  }

  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    let horizon = try values.decodeIfPresent(Int.self, forKey: .horizon) ?? SensorHorizon.hour
    let sensors = try values.decodeIfPresent([SensorDefinition].self, forKey: .sensors) ?? []
    let mode = try values.decodeIfPresent(String.self, forKey: .initialMode)
    guard (1...SensorHorizon.limit).contains(horizon) else {
      throw DecodingError.dataCorruptedError(
        forKey: .horizon, in: values,
        debugDescription: "horizon must be a number of seconds from 1 to \(SensorHorizon.limit)")
    }
    if let problem = SensorCatalog.problem(with: sensors) {
      throw DecodingError.dataCorruptedError(
        forKey: .sensors, in: values, debugDescription: problem)
    }
    self.init(
      sensors: sensors, horizon: horizon, initialMode: mode ?? ModeState.usualMode,
      scope: try values.decodeIfPresent(String.self, forKey: .scope))
    prices = try values.decodeIfPresent([Price].self, forKey: .prices) ?? []
  }

  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(horizon, forKey: .horizon)
    try values.encode(sensors, forKey: .sensors)
    try values.encode(initialMode, forKey: .initialMode)
    try values.encode(scope, forKey: .scope)
    // Who has none of their own has the projection that everybody has.
    if !prices.isEmpty { try values.encode(prices, forKey: .prices) }
  }
}
