import Events

/// A time that may not be known, in no more room than one that is.
struct PackedTime: Equatable, Sendable {
  private var rawValue = Int64.min

  init(_ time: Timestamp? = nil) {
    if let time { rawValue = time.rawValue }
  }

  var time: Timestamp? { rawValue == .min ? nil : Timestamp(rawValue: rawValue) }

  /// Whether it is earlier; one that is not known comes last.
  func isBefore(_ other: PackedTime) -> Bool {
    rawValue != .min && (other.rawValue == .min || rawValue < other.rawValue)
  }

  /// Becomes the earlier of the two.
  mutating func extend(to other: PackedTime) { if other.isBefore(self) { self = other } }
}

extension PackedTime: Decodable {
  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if !container.decodeNil() { rawValue = try container.decode(Int64.self) }
  }

  func encode(to values: inout any UnkeyedEncodingContainer) throws {
    if rawValue == .min { try values.encodeNil() } else { try values.encode(rawValue) }
  }
}

/// What tellings of a call say of how long it took, in the room of one number. Of several that can
/// be read the shortest counts, and one that can be read before one that cannot.
struct ToldDuration: Equatable, Sendable {
  private var rawValue = Self.nothing

  private static let nothing: Int64 = -1
  private static let invalid: Int64 = -2

  init() {}

  /// What they say; nil where none says anything.
  var reading: MeasuredDuration? {
    switch rawValue {
    case Self.nothing: nil
    case Self.invalid: .invalid
    default: .valid(Nanoseconds(rawValue: rawValue))
    }
  }

  mutating func join(_ measured: MeasuredDuration) {
    switch measured {
    case .absent: break
    case .invalid: if rawValue == Self.nothing { rawValue = Self.invalid }
    case .valid(let duration):
      rawValue = rawValue < 0 ? duration.rawValue : min(rawValue, duration.rawValue)
    }
  }
}

extension ToldDuration: Decodable {
  init(from decoder: any Decoder) throws {
    rawValue = try decoder.singleValueContainer().decode(Int64.self)
  }

  func encode(to values: inout any UnkeyedEncodingContainer) throws { try values.encode(rawValue) }
}
