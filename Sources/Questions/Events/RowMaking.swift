package import Analysis
package import TLM

/// What is made of the events of a query: rows of each, or of many.
package struct RowMaking: Sendable {
  package var select: [Column]?
  package var groupBy: [Column]?
  package var aggregates: [Aggregate]?
  package var every: Every?
  package var sequence: EventSequence?
  package var order: [Ordering]?
  /// The clock of days and buckets.
  package var zone = Zone.utc

  /// Events as they are.
  package init() {}

  /// What cannot be asked for at once, with each part named as whoever asks knows it; nil where nothing
  /// stands against it.
  package func refusal(_ name: (String) -> String) -> String? {
    let isGrouped = groupBy != nil || aggregates != nil || every != nil
    if select != nil && isGrouped {
      return
        "\(name("select")) makes a row of each event, and \(name("group-by")), \(name("agg")) and "
        + "\(name("every")) of many; give one or the other"
    }
    if sequence != nil && (select != nil || isGrouped) {
      return "\(name("sequence")) has columns of its own; give it without \(name("select")) and "
        + name("agg")
    }
    if every != nil, groupBy?.contains(where: { $0.name == "time" }) ?? false {
      return "\(name("every")) has a column time; call the other one something else: … as t"
    }
    return nil
  }

  /// What is asked; nil where events are wanted as they are.
  package func question(_ query: Query) -> Question? {
    let shape: Question.Shape
    if let sequence {
      shape = .sequence(sequence)
    } else if let select {
      shape = .rows(select)
    } else if groupBy != nil || aggregates != nil || every != nil {
      shape = .groups(groupBy ?? [], every: every, aggregates ?? [.countOfEvents])
    } else {
      return nil
    }
    var question = Question(query, shape, zone: zone)
    question.order = order ?? []
    return question
  }

  /// Columns by which rows of events are found again.
  package func positions(_ query: Query, limit: Int?) -> Question {
    let column = Column("position", .event(.position, .number))
    var question = Question(query, .rows([column]), zone: zone)
    question.order = order ?? []
    question.limit = limit
    return question
  }
}
