import Events

/// What an activity asks of each of its events, laid out once.
struct ActivityRules: Sendable {
  /// Seconds after which one that never ended is given up.
  let life_s: Int64
  /// Whether the end of a session ends what goes on in it.
  let hasSessions: Bool
  /// How many there are, by who keeps count of them.
  let snapshotField: SensorField?

  init(_ activity: SensorDefinition.Activity) {
    life_s = Int64(activity.life)
    hasSessions = !activity.sessionEnds.isEmpty
    snapshotField = activity.snapshot.map { SensorField($0.field) }
  }
}

extension SensorDefinition.Activity.Key {
  /// Whether one that has ended cannot begin again.
  var isOnce: Bool { self != .task }

  /// Which one an event is about; nil where it does not say.
  func label(of event: borrowing Event, _ seen: inout SeenEvent) -> Label? {
    switch self {
    case .task: Label(event.id(.taskID) ?? event.id(.taskIDCamel) ?? event.traceID)
    case .call: seen.call(of: event)
    case .agent:
      event.string("agent_id").flatMap { id in
        id.isEmpty ? nil : Label(call: id, in: event.sessionID)
      }
    }
  }
}

/// The calls that ended last: a telling of the begin of one that comes late begins nothing.
struct EndedCalls: Codable, Sendable, Equatable {
  /// Of how many it is remembered.
  static let limit = 4096

  /// In the order of their ends, from `first` on and around.
  private var order: [Label] = []
  private var first = 0
  private var known: Set<Label> = []

  private enum CodingKeys: CodingKey { case order, first }

  init() {}

  init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    order = try values.decode([Label].self, forKey: .order)
    first = try values.decode(Int.self, forKey: .first)
    known = Set(order)
    guard order.count <= Self.limit, order.isEmpty ? first == 0 : order.indices.contains(first)
    else {
      throw DecodingError.dataCorruptedError(
        forKey: .first, in: values, debugDescription: "there is no such call")
    }
  }

  func contains(_ call: Label) -> Bool { known.contains(call) }

  mutating func add(_ call: Label) {
    guard known.insert(call).inserted else { return }
    if order.count < Self.limit { return order.append(call) }
    known.remove(order[first])
    order[first] = call
    first = (first + 1) % Self.limit
  }
}

extension EndedCalls {
  func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(order, forKey: .order)
    try values.encode(first, forKey: .first)
  }
}

extension EndedCalls? {
  /// Adds one in place; a copy of the list for each would be long.
  mutating func remember(_ call: Label) {
    if case .none = self { self = EndedCalls() }
    self?.add(call)
  }
}
