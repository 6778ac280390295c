import Events
import Sensors

extension AgentUsage {
  /// What is known of one piece of an agent's work: a response, a call, a prompt; or of a session.
  public struct Row: Equatable, Sendable {
    var content: Content

    enum Content: Equatable, Sendable {
      case response(Response)
      case call(WorkCall)
      case mark(Mark)
      /// One element: in an array it takes little room in the rows of the others.
      case session([SessionFacts])
      /// The file of Codex that lines without a session's id belong to.
      case rollout([Rollout])
      /// One element, or none while it is lent.
      case shared([SharedPlaces])
      /// A part of the sums of all rows; one element, or none while it is changed.
      case sums([WorkSums])
      /// Which parts of the sums there are, a bit each.
      case parts(Int)
    }

    init(_ content: Content) { self.content = content }
  }
}

extension SharedPlaces: Equatable {
  static func == (left: SharedPlaces, right: SharedPlaces) -> Bool { true }
}

extension AgentUsage.Row: Codable {
  private enum Kind: Int { case response, call, mark, session, rollout, shared, sums, parts }

  public init(from decoder: any Decoder) throws {
    var values = try decoder.unkeyedContainer()
    switch Kind(rawValue: try values.decode(Int.self)) {
    case .response: content = .response(try values.decode(Response.self))
    case .call: content = .call(try values.decode(WorkCall.self))
    case .mark: content = .mark(try values.decode(Mark.self))
    case .session: content = .session([try values.decode(SessionFacts.self)])
    case .rollout: content = .rollout([try values.decode(Rollout.self)])
    case .shared: content = .shared([SharedPlaces()])
    case .sums: content = .sums([try values.decode(WorkSums.self)])
    case .parts: content = .parts(try values.decode(Int.self))
    case nil:
      throw DecodingError.dataCorruptedError(
        in: values, debugDescription: "a row of an agent's work is of no known kind")
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var values = encoder.unkeyedContainer()
    switch content {
    case .response(let response): try Self.encode(.response, response, to: &values)
    case .call(let call): try Self.encode(.call, call, to: &values)
    case .mark(let mark): try Self.encode(.mark, mark, to: &values)
    case .session(let facts): for facts in facts { try Self.encode(.session, facts, to: &values) }
    case .rollout(let files): for file in files { try Self.encode(.rollout, file, to: &values) }
    case .shared: try values.encode(Kind.shared.rawValue)
    case .sums(let sums): for sums in sums { try Self.encode(.sums, sums, to: &values) }
    case .parts(let parts): try Self.encode(.parts, parts, to: &values)
    }
  }

  private static func encode(
    _ kind: Kind, _ content: some Encodable, to values: inout any UnkeyedEncodingContainer
  ) throws {
    try values.encode(kind.rawValue)
    try values.encode(content)
  }
}
