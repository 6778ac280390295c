import Events
import Journal

/// Asks an origin, past the engine's stream, for lines of its log.
struct OriginLine: Sendable {
  let connection: EngineConnection
  let subject: RelaySubject
  let origin: String
  /// How long an answer is waited for.
  var patience = Duration.seconds(3)

  /// What an origin says to a question.
  enum Answer: Sendable {
    /// The next lines; at least one.
    case lines([RelayLine])
    case gone(to: Int64, Position, String)
    case unknown(String)
    /// It does not answer.
    case away
  }

  /// The lines behind a place, as many as fit an answer.
  ///
  /// - Parameter end: up to where they are wanted.
  func lines(behind place: RelayPlace, to end: Int64) throws(RelayError) -> Answer {
    switch try ask(GapRequest(from: place.offset, to: end, position: place.position)) {
    case nil: return .away
    case .lines(let lines)?:
      return lines.isEmpty ? .unknown("it has no line there") : .lines(lines)
    case .gone(let to, let position, let reason)?: return .gone(to: to, position, reason)
    case .unknown(let reason)?: return .unknown(reason)
    case .part(let first)?: return try whole(first, behind: place, to: end)
    }
  }

  /// A line that comes in parts.
  private func whole(
    _ first: EventMessage, behind place: RelayPlace, to end: Int64
  ) throws(RelayError) -> Answer {
    var parts = LineParts()
    _ = parts.add(first)
    for number in 1...first.parts where number != first.part {
      let request = GapRequest(
        from: place.offset, to: end, position: place.position, part: number)
      guard case .part(let part)? = try ask(request) else { return .away }
      if let line = parts.add(part) { return .lines([line]) }
    }
    return .unknown("its parts do not fit together")
  }

  private func ask(_ request: GapRequest) throws(RelayError) -> GapAnswer? {
    let message = EngineMessage(subject.request(to: origin), payload: request.bytes)
    do throws(RelayError) {
      guard let answer = try connection.request(message, within: patience) else { return nil }
      return GapAnswer(answer.payload, from: request.from)
    } catch {
      if error.isPassing { return nil }
      throw error
    }
  }
}
