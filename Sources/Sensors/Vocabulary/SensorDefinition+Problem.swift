extension SensorDefinition {
  /// What is wrong with the definition, in a sentence; nil where nothing is.
  public var problem: String? {
    if !Self.isID(id) {
      return "a sensor's id has 1 to \(Self.idLimit) letters, digits, _, . and -, not \(id)"
    }
    let needsField = kind == .gauge || kind == .histogram || kind == .state
    if derivation == nil && signals.allSatisfy(\.events.isEmpty) {
      return "the sensor \(id) names no event"
    }
    if derivation == nil && needsField && signals.contains(where: \.fields.isEmpty) {
      return "the sensor \(id) is a \(kind.rawValue) and names no field to read"
    }
    if kind != .rate && !(over.isEmpty && per == nil) {
      return "the sensor \(id) has over:, which a \(kind.rawValue) has not"
    }
    if let quantile, !(quantile >= 0 && quantile <= 1) {
      return "the quantile of \(id) lies between 0 and 1, and \(quantile) does not"
    }
    for (name, seconds) in [
      ("window", window), ("interval", interval), ("stale_after", staleAfter), ("over", per),
    ] {
      if let seconds, !(1...SensorHorizon.limit).contains(seconds) {
        return "\(name) of \(id) must be from 1 s to ten years"
      }
    }
    return nil
  }

  /// Whether a text can be the id of a sensor.
  public static func isID(_ text: String) -> Bool {
    let isKnown = text.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "."),
        UInt8(ascii: "-"):
        true
      default: false
      }
    }
    return isKnown && !text.isEmpty && text.utf8.count <= idLimit
  }
}
