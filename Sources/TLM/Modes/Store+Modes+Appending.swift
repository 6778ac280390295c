extension ControlEventName {
  /// Events of these names; of one proposal, where it is given.
  static func filter(_ events: ControlEventName..., proposal: String? = nil) -> Filter {
    var filter = Filter()
    filter.names = events.map(\.rawValue)
    filter.isOwn = true
    if let proposal {
      filter.fields = [FieldCondition("proposal_id", .equal, .string(proposal))]
    }
    return filter
  }
}

extension Store {
  /// Appends an event if no other of a name and a scope stands at `position` or behind it. What
  /// another scope does is none of its business.
  func append(
    _ event: NewEvent, unless name: ControlEventName, scope: String?, from position: Position,
    onlyIf others: [AppendCondition] = []
  ) throws -> AppendCondition.Receipt {
    let filter = ControlEventName.filter(name)
    var position = position
    while true {
      do throws(AppendError) {
        return try append([event], onlyIf: others + [.none(matching: filter, from: position)])
      } catch {
        guard error.code == .matchFound, let found = error.position,
          let end = try end(ofForeign: name, at: found, to: scope)
        else { throw error }
        position = end
      }
    }
  }

  /// Where the line at a position ends, if it is an event of that name and of another scope.
  private func end(ofForeign name: ControlEventName, at position: Position, to scope: String?)
    throws
    -> Position?
  {
    var query = Query()
    query.from = position
    query.limit = 1
    guard let found = try events(matching: query).first, found.position == position,
      found.event.name == name.rawValue, Label(found.event.string("scope")) != Label(scope)
    else { return nil }
    return Position(rawValue: position.rawValue + Int64(found.line.count) + 1)
  }
}
