public import Events
public import Sensors

extension SensorMetrics {
  /// Every sensor at the time of the state's own clock, that of the events some sensor reads.
  public func report(of state: State) -> Value { report(of: state, at: nil) }

  /// Every sensor at a time, such as that of the clock of the log; without one, as above.
  public func report(of state: State, at time: Timestamp?) -> Value {
    let time = time ?? state.clock.now ?? state.clock.waiting
    let table = SensorTable(self)
    var sensors: [Member] = []
    for definition in table.definitions {
      let shown = table.report(of: definition, in: state, at: time)
      sensors += Self.names(of: definition).map { Member($0, shown) }
    }
    return [
      "at": time.map { .string($0.description) } ?? .null,
      "sensors": .object(sensors),
    ]
  }

  /// The names under which a sensor is listed.
  static func names(of definition: SensorDefinition) -> [String] {
    [definition.id] + listedAliases.filter { $0.id == definition.id }.map(\.alias)
  }

  /// Aliases that the catalogue lists as sensors of their own.
  private static let listedAliases = SensorCatalog.aliases.filter {
    $0.alias == "safety_policy_violations"
  }
}

extension SensorTable {
  /// One sensor as it is shown to programs.
  package func report(
    of definition: SensorDefinition, in state: SensorState, at time: Timestamp?
  ) -> Value {
    let read = time.flatMap { reading(of: definition.id, in: state, at: $0) }
    var members = [
      Member("value", read?.value.json ?? .null),
      Member("unit", .string(definition.unit)),
      Member("kind", .string(definition.kind.rawValue)),
      Member("time", read?.time.map { .string($0.description) } ?? .null),
      Member("stale", .bool(read?.isStale ?? false)),
    ]
    if definition.kind == .histogram {
      let values = time.flatMap { summary(of: definition.id, in: state, at: $0) }
      members += [
        Member("count", .integer(Int64(values?.count ?? 0))),
        Member("p50", values.map { .double($0.p50) } ?? .null),
        Member("p95", values.map { .double($0.p95) } ?? .null),
        Member("p99", values.map { .double($0.p99) } ?? .null),
        Member("max", values.map { .double($0.max) } ?? .null),
      ]
    }
    let wrong = invalid(of: definition.id, in: state)
    if wrong > 0 { members.append(Member("invalid", .integer(Int64(wrong)))) }
    return .object(members)
  }
}
