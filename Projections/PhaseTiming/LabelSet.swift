import Events

/// A set of labels that mostly has a few: those are looked through, which is quicker than hashing.
struct LabelSet: Sendable {
  private var few: [Label] = []
  private var many: Set<Label> = []

  /// How many are looked through.
  private static let fewLimit = 8

  func contains(_ label: Label) -> Bool { few.contains(label) || many.contains(label) }

  mutating func insert(_ label: Label) {
    if few.contains(label) { return }
    if few.count == Self.fewLimit {
      many.insert(label)
    } else {
      if few.isEmpty { few.reserveCapacity(4) }  // most issues have three or four phases
      few.append(label)
    }
  }

  private var all: Set<Label> { many.union(few) }
}

extension LabelSet: Equatable {
  static func == (left: LabelSet, right: LabelSet) -> Bool { left.all == right.all }
}

extension LabelSet: Codable {
  init(from decoder: any Decoder) throws {
    for label in try decoder.singleValueContainer().decode(Set<Label>.self) { insert(label) }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(all)
  }
}
