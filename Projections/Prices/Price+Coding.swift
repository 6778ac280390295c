import Events

/// As a parameter of a fold: the figures, and not where they were found, which changes no state.
extension Price: Codable {
  private enum CodingKeys: String, CodingKey {
    case model, from, above, input, output
    case cacheRead = "cache_read"
    case cacheWrite = "cache_write"
    case cacheWrite1h = "cache_write_1h"
  }

  package init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    func rate(_ key: CodingKeys) throws -> Int64? {
      let rate = try values.decodeIfPresent(Int64.self, forKey: key)
      guard rate.map(Self.rates.contains) ?? true else {
        throw DecodingError.dataCorruptedError(
          forKey: key, in: values,
          debugDescription: "a price must be from 0 to \(Self.rates.upperBound) picodollars")
      }
      return rate
    }
    self.init(
      try values.decode(String.self, forKey: .model),
      from: try values.decodeIfPresent(Timestamp.self, forKey: .from),
      above: try values.decodeIfPresent(Int64.self, forKey: .above),
      Rates(
        input: try rate(.input), output: try rate(.output), cacheRead: try rate(.cacheRead),
        cacheWrite: try rate(.cacheWrite), cacheWrite1h: try rate(.cacheWrite1h)),
      source: "")
  }

  package func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(model, forKey: .model)
    try values.encodeIfPresent(from, forKey: .from)
    try values.encodeIfPresent(above, forKey: .above)
    try values.encodeIfPresent(rates.input, forKey: .input)
    try values.encodeIfPresent(rates.output, forKey: .output)
    try values.encodeIfPresent(rates.cacheRead, forKey: .cacheRead)
    try values.encodeIfPresent(rates.cacheWrite, forKey: .cacheWrite)
    try values.encodeIfPresent(rates.cacheWrite1h, forKey: .cacheWrite1h)
  }

  /// Of a token, in 1e-12 US dollars: a million dollars for a million tokens, as files of prices allow.
  private static let rates: ClosedRange<Int64> = 0...1_000_000_000_000
}
