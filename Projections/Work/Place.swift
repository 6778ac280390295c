import Events

/// Where a piece of work belongs: the session and, of a response, the model. A million responses are
/// of few of these, so that they share them.
final class Place: Sendable {
  /// The session's id; nil where no telling names one.
  let session: Label?
  /// What answered; nil where no telling names it, and for what is no response.
  let model: Label?

  init(session: Label?, model: Label?) {
    self.session = session
    self.model = model
  }
}

extension Place {
  /// As a row tells it: null where there is no session.
  func encodeSession(to values: inout any UnkeyedEncodingContainer) throws {
    if let session { try values.encode(session.text) } else { try values.encodeNil() }
  }
}

extension Place: Hashable {
  static func == (left: Place, right: Place) -> Bool {
    left === right || left.session == right.session && left.model == right.model
  }

  func hash(into hasher: inout Hasher) {
    hasher.combine(session)
    hasher.combine(model)
  }
}

/// The places and tools that rows share. What it holds is no part of the state: it only saves room.
struct SharedPlaces: Sendable {
  private var places: Set<Place> = []
  private var tools: Set<CalledTool> = []
  /// The place that was asked for last: lines of a session come one after the other.
  private var last: Place?

  init() {}

  mutating func place(session: Label?, model: Label? = nil) -> Place {
    if let last, last.session == session, last.model == model { return last }
    let place = places.insert(Place(session: session, model: model)).memberAfterInsert
    last = place
    return place
  }

  mutating func tool(_ tool: CalledTool) -> CalledTool { tools.insert(tool).memberAfterInsert }
}
