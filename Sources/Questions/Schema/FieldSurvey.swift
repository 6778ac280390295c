import TLM

/// Which fields events of a name had lately, and of which types their values were.
struct FieldSurvey {
  /// Events at the end of a log that are looked at.
  private static let reach = 2000
  /// Fields of one name that are told.
  private static let most = 100

  private var types: [String: [String: Set<String>]] = [:]

  /// - Throws: as `Store.query`.
  init(of store: Store) throws {
    var query = Query(EventConditions.usual)
    query.newestFirst = true
    query.limit = Self.reach
    try store.query(query) { event in
      let name = event.name ?? ""
      for member in LineText.value(event)?.members ?? [] {
        types[name, default: [:]][member.name, default: []].insert(Self.type(of: member.value))
      }
      return true
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
