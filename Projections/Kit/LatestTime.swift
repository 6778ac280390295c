import Events

/// The latest of several times, in the room of one.
struct LatestTime: Equatable, Sendable {
  private var rawValue = Int64.min

  var time: Timestamp? { rawValue == .min ? nil : Timestamp(rawValue: rawValue) }

  mutating func extend(to time: Timestamp?) {
    if let time { rawValue = max(rawValue, time.rawValue) }
  }
}

extension LatestTime: Codable {
  init(from decoder: any Decoder) throws {
    rawValue = try decoder.singleValueContainer().decode(Int64.self)
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(rawValue)
  }
}
