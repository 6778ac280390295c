import Events

extension WorkSums: Codable {
  // Numbers one after the other: all of it is read for every question.
  init(from decoder: any Decoder) throws {
    var values = try decoder.unkeyedContainer()
    var models: [Label?] = []
    for _ in 0..<(try values.decode(Int.self)) {
      models.append(Label(try values.decodeIfPresent(String.self)))
    }
    var sessions: [Label?: SessionSums] = [:]
    for _ in 0..<(try values.decode(Int.self)) {
      let session = Label(try values.decodeIfPresent(String.self))
      sessions[session] = try SessionSums(from: &values, models)
    }
    self.init(sessions)
  }

  func encode(to encoder: any Encoder) throws {
    var values = encoder.unkeyedContainer()
    let models = Set(sessions.values.flatMap { $0.responses.keys.map(\.model) })
      .sorted { $0.isBefore($1) }
    let places = Dictionary(uniqueKeysWithValues: models.enumerated().map { ($1, $0) })
    try values.encode(models.count)
    for model in models { try model.encodeText(to: &values) }
    try values.encode(sessions.count)
    for (session, sums) in sessions.sorted(by: { $0.key.isBefore($1.key) }) {
      try session.encodeText(to: &values)
      try sums.encode(to: &values, places)
    }
  }
}

extension SessionSums {
  fileprivate init(from values: inout any UnkeyedDecodingContainer, _ models: [Label?]) throws {
    let project = Label(try values.decodeIfPresent(String.self))
    let hasFacts = try values.decode(Bool.self)
    var unsure: Set<Label> = []
    for _ in 0..<(try values.decode(Int.self)) {
      unsure.insert(Label(try values.decode(String.self)))
    }
    var counts: [WorkHour: WorkCounts] = [:]
    for _ in 0..<(try values.decode(Int.self)) {
      let hour = WorkHour(number: try values.decode(Int64.self))
      counts[hour] = try WorkCounts(from: &values)
    }
    var responses: [ResponseSums.Key: ResponseSums] = [:]
    for _ in 0..<(try values.decode(Int.self)) {
      let key = try ResponseSums.Key(from: &values, models)
      responses[key] = try ResponseSums(from: &values)
    }
    self.init(
      project: project, hasFacts: hasFacts, responses: responses, counts: counts, unsure: unsure)
  }

  fileprivate func encode(
    to values: inout any UnkeyedEncodingContainer, _ models: [Label?: Int]
  ) throws {
    try project.encodeText(to: &values)
    try values.encode(hasFacts)
    try values.encode(unsure.count)
    for key in unsure.sorted() { try values.encode(key.text) }
    try values.encode(counts.count)
    for (hour, counts) in counts.sorted(by: { $0.key < $1.key }) {
      try values.encode(hour.number)
      try counts.encode(to: &values)
    }
    try values.encode(responses.count)
    let order = responses.map { (order: $0.key.numbers(models), sums: $0.value) }
      .sorted { $0.order.lexicographicallyPrecedes($1.order) }
    for (numbers, sums) in order {
      for number in numbers { try values.encode(number) }
      try sums.encode(to: &values)
    }
  }
}

extension WorkCounts {
  fileprivate init(from values: inout any UnkeyedDecodingContainer) throws {
    prompts = try values.decode(Int.self)
    calls = try values.decode(Int.self)
    failures = try values.decode(Int.self)
    compactions = try values.decode(Int.self)
  }

  fileprivate func encode(to values: inout any UnkeyedEncodingContainer) throws {
    for count in [prompts, calls, failures, compactions] { try values.encode(count) }
  }
}

extension ResponseSums.Key {
  fileprivate init(from values: inout any UnkeyedDecodingContainer, _ models: [Label?]) throws {
    hour = WorkHour(number: try values.decode(Int64.self))
    let place = try values.decode(Int.self)
    size = RequestSize(number: UInt8(truncatingIfNeeded: try values.decode(Int.self)))
    kinds = UInt8(truncatingIfNeeded: try values.decode(Int.self))
    let told = UInt8(truncatingIfNeeded: try values.decode(Int.self))
    guard models.indices.contains(place), size.number <= RequestSize.steps.count,
      let cost = ResponseSums.Cost(rawValue: told)
    else {
      throw DecodingError.dataCorruptedError(
        in: values, debugDescription: "sums are of no known model, size or cost")
    }
    (model, self.cost) = (models[place], cost)
  }

  /// All of it, in the order in which it is kept.
  fileprivate func numbers(_ models: [Label?: Int]) -> [Int64] {
    [
      hour.number, Int64(models[model] ?? 0), Int64(size.number), Int64(kinds),
      Int64(cost.rawValue),
    ]
  }
}

extension ResponseSums {
  fileprivate init(from values: inout any UnkeyedDecodingContainer) throws {
    let count = try values.decode(Int.self)
    let tokens = try TokenCounts(from: &values)
    let ownCost = try values.decode(Int128.self)
    self.init(
      count: count, tokens: tokens, ownCost: ownCost, unreadable: try values.decode(Int.self))
  }

  fileprivate func encode(to values: inout any UnkeyedEncodingContainer) throws {
    try values.encode(count)
    try tokens.encode(to: &values)
    try values.encode(ownCost)
    try values.encode(unreadable)
  }
}

extension Label? {
  fileprivate func encodeText(to values: inout any UnkeyedEncodingContainer) throws {
    if let text = self?.text { try values.encode(text) } else { try values.encodeNil() }
  }

  /// None comes before all others.
  fileprivate func isBefore(_ other: Label?) -> Bool {
    guard let other else { return false }
    return self.map { $0 < other } ?? true
  }
}
