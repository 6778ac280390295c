import Events

/// What the tellings of one response of a model say together, in whatever order and however often
/// they come. In memory it is small: there may be a million.
struct Response: Equatable, Sendable {
  private(set) var place: Place
  private(set) var time: PackedTime
  /// What few responses need.
  private var extra: Extra?
  private var request: UInt64 = 0
  private var counts = SmallCounts()
  private(set) var modelRank = UInt8.max
  private(set) var tellers: Tellers = []
  /// Whether a telling places it in the session itself and not in a side chain.
  private(set) var isMain = false
  /// Whether a telling has a count that nobody can read.
  private(set) var isUnreadable = false
  /// Whether a telling has a cost that nobody can read; it is in no sum where none has another.
  private(set) var hasUnreadableCost = false

  init(_ telling: ResponseTelling, in places: inout SharedPlaces) {
    place = places.place(session: telling.origin.session, model: telling.model)
    time = telling.origin.time
    modelRank = telling.model == nil ? .max : telling.modelRank
    join(telling, in: &places)
  }

  var origin: Origin { Origin(time: time, session: place.session) }

  /// Of each kind the largest that was told.
  var tokens: TokenCounts { extra?.tokens ?? counts.wide }

  /// What the source itself says it cost; nil where it does not.
  var ownCost: Dollars? { extra?.cost }

  /// The requests that it answered, by their fingerprints.
  var requests: [UInt64] { extra?.requests ?? (request == 0 ? [] : [request]) }

  mutating func join(_ telling: ResponseTelling, in places: inout SharedPlaces) {
    if telling.origin.isBefore(origin) {
      time = telling.origin.time
      place = places.place(session: telling.origin.session, model: place.model)
    }
    join(model: telling.model, ranked: telling.modelRank, in: &places)
    tellers.formUnion(Tellers(telling.teller))
    isMain = isMain || telling.isMain
    isUnreadable = isUnreadable || telling.isUnreadable
    hasUnreadableCost = hasUnreadableCost || telling.hasUnreadableCost
    join(telling.tokens, cost: telling.cost, requests: telling.request.map { [$0.rawValue] } ?? [])
  }

  /// Takes in what was told of the same response under another id.
  mutating func join(_ other: Response, in places: inout SharedPlaces) {
    if other.origin.isBefore(origin) {
      time = other.time
      place = places.place(session: other.place.session, model: place.model)
    }
    join(model: other.place.model, ranked: other.modelRank, in: &places)
    tellers.formUnion(other.tellers)
    isMain = isMain || other.isMain
    isUnreadable = isUnreadable || other.isUnreadable
    hasUnreadableCost = hasUnreadableCost || other.hasUnreadableCost
    join(other.tokens, cost: other.ownCost, requests: other.requests)
  }

  /// The name that the best teller has for the model; of several the one that sorts first.
  private mutating func join(model: Label?, ranked rank: UInt8, in places: inout SharedPlaces) {
    guard let model, rank <= modelRank else { return }
    if rank == modelRank, let known = place.model, !(model < known) { return }
    modelRank = rank
    place = places.place(session: place.session, model: model)
  }

  private mutating func join(_ tokens: TokenCounts, cost: Dollars?, requests more: [UInt64]) {
    var all = self.tokens
    all.raise(to: tokens)
    let isPlain = more.isEmpty || more.count == 1 && (request == 0 || request == more[0])
    if extra == nil, cost == nil, isPlain, let small = SmallCounts(all) {
      (counts, request) = (small, more.first ?? request)
      return
    }
    let costs = [ownCost, cost].compactMap(\.self)
    let requests = Self.joined(self.requests, more)
    request = requests.first ?? 0
    let small = SmallCounts(all)
    counts = small ?? SmallCounts()
    let isSmall = small != nil && costs.isEmpty && requests.count < 2
    extra = isSmall ? nil : Extra(tokens: all, cost: costs.max(), requests: requests)
  }
}

extension Response {
  /// Requests that are kept of one response: nobody asks as often for the same, and each telling would
  /// take longer than the one before.
  private static let mostRequests = 64

  /// Of several too many the least are kept, in whatever order they come.
  private static func joined(_ known: [UInt64], _ more: [UInt64]) -> [UInt64] {
    if more.allSatisfy(known.contains) { return known }
    return Array(Set(known + more).sorted().prefix(mostRequests))
  }

  /// Counts as nearly all responses have them.
  private struct SmallCounts: Equatable, Sendable {
    var input: UInt32 = 0
    var output: UInt32 = 0
    var cacheRead: UInt32 = 0
    var cacheCreation: UInt32 = 0
    var cacheCreation1h: UInt32 = 0
    var reasoning: UInt32 = 0

    init() {}

    init?(_ counts: TokenCounts) {
      guard let input = UInt32(exactly: counts.input), let output = UInt32(exactly: counts.output),
        let cacheRead = UInt32(exactly: counts.cacheRead),
        let cacheCreation = UInt32(exactly: counts.cacheCreation),
        let cacheCreation1h = UInt32(exactly: counts.cacheCreation1h),
        let reasoning = UInt32(exactly: counts.reasoning)
      else { return nil }
      (self.input, self.output, self.cacheRead) = (input, output, cacheRead)
      (self.cacheCreation, self.cacheCreation1h) = (cacheCreation, cacheCreation1h)
      self.reasoning = reasoning
    }

    var wide: TokenCounts {
      TokenCounts(
        input: Int64(input), output: Int64(output), cacheRead: Int64(cacheRead),
        cacheCreation: Int64(cacheCreation), cacheCreation1h: Int64(cacheCreation1h),
        reasoning: Int64(reasoning))
    }
  }

  /// Counts beyond 32 bits, a cost, or several requests.
  private final class Extra: Equatable, Sendable {
    let tokens: TokenCounts
    let cost: Dollars?
    let requests: [UInt64]

    init(tokens: TokenCounts, cost: Dollars?, requests: [UInt64]) {
      self.tokens = tokens
      self.cost = cost
      self.requests = requests
    }

    static func == (left: Extra, right: Extra) -> Bool {
      left.tokens == right.tokens && left.cost == right.cost && left.requests == right.requests
    }
  }
}

extension Response: Codable {
  // Without names, in a row of its own: there may be a million of these.
  init(from decoder: any Decoder) throws {
    var values = try decoder.unkeyedContainer()
    let session = try values.decodeIfPresent(String.self)
    let model = try values.decodeIfPresent(String.self)
    place = Place(session: Label(session), model: Label(model))
    time = try values.decode(PackedTime.self)
    modelRank = UInt8(truncatingIfNeeded: try values.decode(Int.self))
    tellers = Tellers(rawValue: UInt8(truncatingIfNeeded: try values.decode(Int.self)))
    isMain = try values.decode(Bool.self)
    isUnreadable = try values.decode(Bool.self)
    hasUnreadableCost = try values.decode(Bool.self)
    let tokens = try TokenCounts(from: &values)
    let cost = try values.decodeIfPresent(Dollars.self)
    let first = try values.decode(UInt64.self)
    let others = values.isAtEnd ? [] : try values.decode([UInt64].self)
    join(tokens, cost: cost, requests: (first == 0 ? [] : [first]) + others)
  }

  func encode(to encoder: any Encoder) throws {
    var values = encoder.unkeyedContainer()
    for text in [place.session?.text, place.model?.text] {
      if let text { try values.encode(text) } else { try values.encodeNil() }
    }
    try time.encode(to: &values)
    try values.encode(Int(modelRank))
    try values.encode(Int(tellers.rawValue))
    try values.encode(isMain)
    try values.encode(isUnreadable)
    try values.encode(hasUnreadableCost)
    try tokens.encode(to: &values)
    if let ownCost { try values.encode(ownCost) } else { try values.encodeNil() }
    // Of nearly all there is one, and an array takes longer to read than all the rest.
    let requests = requests
    try values.encode(requests.first ?? 0)
    if requests.count > 1 { try values.encode(Array(requests.dropFirst())) }
  }
}
