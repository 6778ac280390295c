import Analysis
import ArgumentParser
import TLM

/// Columns of events, as in `a, b.c, end_s - start_s as took`.
struct ColumnsArgument {
  let columns: [Column]

  static func read(_ text: String) throws -> ColumnsArgument {
    ColumnsArgument(columns: try LanguageArgument.read { try Language.columns(text, in: $0) })
  }
}

/// What events are summed up to, as in `count, p95(latency_ms)`.
struct AggregatesArgument {
  let aggregates: [Aggregate]

  static func read(_ text: String) throws -> AggregatesArgument {
    AggregatesArgument(
      aggregates: try LanguageArgument.read { try Language.aggregates(text, in: $0) })
  }
}

/// An order of rows, as in `count desc, name`.
struct OrdersArgument {
  let orders: [Ordering]

  static func read(_ text: String) throws -> OrdersArgument {
    OrdersArgument(orders: try LanguageArgument.read { try Language.orders(text, in: $0) })
  }
}

/// Events that follow one another, as in `A then B within 5m by issue_id`.
struct SequenceArgument {
  let sequence: EventSequence

  static func read(_ text: String) throws -> SequenceArgument {
    SequenceArgument(sequence: try LanguageArgument.read { try Language.sequence(text, in: $0) })
  }
}

/// The length of a bucket of time: `10m`, `1h`, `1d`, `1w`, `1M`, `1q`.
struct EveryArgument: ExpressibleByArgument {
  let every: Every

  init?(argument: String) {
    guard let every = Every(argument) else { return nil }
    self.every = every
  }
}
