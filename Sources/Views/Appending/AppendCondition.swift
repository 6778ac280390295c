public import Events

/// What must hold of the log for an append to go in.
///
/// ```swift
/// // The third event of a stream, by whoever comes first.
/// let receipt = try store.append(
///   [NewEvent("shipped", at: .current)],
///   onlyIf: [.expecting(stream: "order-7", revision: 2)])
///
/// // Only where nobody has deployed since the event that was decided from.
/// var deploys = Filter()
/// deploys.names = ["deploy"]
/// try store.append([event], onlyIf: [.none(matching: deploys, after: seen.position)])
/// ```
public struct AppendCondition: Sendable, Equatable {
  enum Kind: Sendable, Equatable {
    case stream(String, AppendCondition.Revision)
    case none(Filter, from: Position)
  }

  let kind: Kind

  /// The stream must have come as far as this. An event that names no stream is put into it.
  ///
  /// A stream's revision is the number of its events; a stream without events does not exist.
  public static func expecting(stream: String, revision: AppendCondition.Revision)
    -> AppendCondition
  {
    AppendCondition(kind: .stream(stream, revision))
  }

  /// No event that meets the filter may stand behind the line at `position`; nil: anywhere.
  ///
  /// The line at `position` itself does not count: this is for the position of an event that was
  /// decided from.
  public static func none(matching filter: Filter, after position: Position? = nil)
    -> AppendCondition
  {
    let from = position.map { Position(rawValue: $0.rawValue.addingReportingOverflow(1).0) }
    return AppendCondition(kind: .none(filter, from: from ?? .start))
  }

  /// No event that meets the filter may stand at `position` or behind it: this is for the end of
  /// what was read, as receipts and replays give it.
  public static func none(matching filter: Filter, from position: Position) -> AppendCondition {
    AppendCondition(kind: .none(filter, from: position))
  }
}

extension AppendCondition {
  /// How far a stream must have come: how many events it has.
  public enum Revision: Sendable, Hashable {
    /// It has exactly so many events; 0 is the same as `noStream`.
    case exactly(Int)
    /// It has none yet.
    case noStream
    /// However many it has.
    case any

    /// The number of events; nil where any will do.
    var events: Int? {
      switch self {
      case .exactly(let events): events
      case .noStream: 0
      case .any: nil
      }
    }
  }
}

extension AppendCondition.Revision: ExpressibleByIntegerLiteral {
  public init(integerLiteral value: Int) { self = .exactly(value) }
}
