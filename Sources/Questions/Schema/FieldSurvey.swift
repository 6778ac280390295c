import TLM

/// Which fields the newest events of some names have, and of which types their values are.
struct FieldSurvey {
  /// Events at the end of a log among which all names are looked for at once.
  private static let reach = 20_000
  /// Events of a name that are looked at.
  private static let samples = 50
  /// Fields of one name that are told.
  private static let most = 100

  private var types: [String: [String: Set<String>]] = [:]
  private var counts: [String: Int] = [:]

  /// - Throws: as `Store.query`.
  init(of names: [String], in store: Store) throws {
    for name in names { counts[name] = 0 }
    var query = Query(EventConditions.usual)
    query.newestFirst = true
    query.limit = Self.reach
    try store.query(query) { event in
      take(event)
      return true
    }
    // What is rare, or long ago, an index finds.
    for name in names where counts[name] == 0 && !name.isEmpty {
      query.filter.names = [name]
      query.limit = Self.samples
      try store.query(query) { event in
        take(event)
        return true
      }
    }
  }

  private mutating func take(_ event: borrowing Event) {
    let name = event.name ?? ""
    guard let count = counts[name], count < Self.samples else { return }
    counts[name] = count + 1
    for member in LineText.value(event)?.members ?? [] {
      types[name, default: [:]][member.name, default: []].insert(Self.type(of: member.value))
    }
  }

  /// The fields of events of a name, in the order of their names.
  func fields(of name: String) -> [(name: String, types: [String])] {
    (types[name] ?? [:]).sorted { $0.key < $1.key }.prefix(Self.most)
      .map { ($0.key, $0.value.sorted()) }
  }

  private static func type(of value: Value) -> String {
    switch value {
    case .null: "null"
    case .bool: "boolean"
    case .integer, .unsigned: "integer"
    case .double: "number"
    case .string: "string"
    case .array: "array"
    case .object: "object"
    }
  }
}
