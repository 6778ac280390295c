package import TLM

/// What is asked about the events of a log, beyond which of them are meant.
package struct Question: Sendable {
  /// Which events, in which order; its limit counts events before anything is made of them.
  package var query: Query
  /// What is made of them.
  package var shape: Shape
  /// The order of what comes out; empty: of the log, or of the groups.
  package var order: [Ordering] = []
  /// At most so many rows; nil: all.
  package var limit: Int?
  /// The clock of days and buckets.
  package var zone: Zone

  package enum Shape: Sendable {
    /// A row for each event.
    case rows([Column])
    /// A row for each group of events.
    case groups([Column], every: Every?, [Aggregate])
    /// A row for each time that events followed one another.
    case sequence(EventSequence)
  }

  package init(_ query: Query, _ shape: Shape, zone: Zone = .utc) {
    self.query = query
    self.shape = shape
    self.zone = zone
  }
}

/// A value with a name: a column of what comes out.
package struct Column: Sendable {
  package let name: String
  package let value: Expression

  package init(_ name: String, _ value: Expression) {
    self.name = name
    self.value = value
  }
}

/// What rows are put in order by.
package struct Ordering: Sendable {
  /// The name of a column, or a value of an event.
  package let text: String
  package let isDescending: Bool

  /// As names of columns are compared: spaces say nothing.
  static func plain(_ name: String) -> String { name.filter { $0 != " " && $0 != "\t" } }
}

/// Events that follow one another.
package struct EventSequence: Sendable {
  /// A step of it.
  package struct Step: Sendable {
    /// As it was written.
    package let name: String
    package let condition: Expression
  }

  package let steps: [Step]
  /// Nanoseconds from the first to the last, at most.
  package let within: Int64
  /// What they have in common.
  package let by: [Column]
}

extension Question {
  /// The columns of what comes out.
  package var columns: [AnswerColumn] {
    switch shape {
    case .rows(let columns): columns.map { AnswerColumn($0.name, $0.value.type) }
    case .groups(let columns, let every, let aggregates):
      (every == nil ? [] : [AnswerColumn("time", .time)])
        + columns.map { AnswerColumn($0.name, $0.value.type) }
        + aggregates.map { AnswerColumn($0.name, $0.type) }
    case .sequence(let sequence):
      sequence.by.map { AnswerColumn($0.name, $0.value.type) }
        + [AnswerColumn("took", .duration)]
        + sequence.steps.indices.flatMap {
          [AnswerColumn("time_\($0 + 1)", .time), AnswerColumn("position_\($0 + 1)", .number)]
        }
    }
  }

  /// - Throws: `question`, where two columns have one name, or an order names none.
  package func check() throws(AnalysisError) {
    var seen: Set<String> = []
    for column in columns where !seen.insert(column.name).inserted {
      throw .question("two columns are called \(column.name); give one another name: … as other")
    }
    if case .rows = shape {
      if !order.isEmpty && limit == nil {
        throw .question("--order of events needs --limit: so many are kept until all are read")
      }
      return
    }
    for item in order where !columns.contains(where: { item.isOf($0) }) {
      let names = columns.map(\.name).joined(separator: ", ")
      throw .question("there is no column \(item.text) to order by; there are \(names)")
    }
  }
}

extension Ordering {
  func isOf(_ column: AnswerColumn) -> Bool { Self.plain(column.name) == Self.plain(text) }
}

/// A column of an answer.
package struct AnswerColumn: Sendable, Equatable {
  package let name: String
  package let type: ValueType

  package init(_ name: String, _ type: ValueType) {
    self.name = name
    self.type = type
  }
}
