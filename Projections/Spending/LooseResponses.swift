import Events

/// Responses that are told by the id of their request alone, and the messages that they turn out to be.
struct LooseResponses {
  /// By the fingerprint of the request.
  private var loose: [UInt64: (key: Label, response: Response)] = [:]
  /// The message that answered the request; of several the one that sorts first.
  private var messages: [UInt64: Label] = [:]
  /// Sessions of which a transcript names the requests.
  private(set) var sessionsWithRequests: Set<Label> = []

  /// Takes in a response; all of them come here before they are looked for.
  mutating func note(_ key: Label, _ response: Response) {
    guard key.isLoose, let request = response.requests.first else { return }
    loose[request] = (key, response)
  }

  /// Whether nothing has to be looked for.
  var isEmpty: Bool { loose.isEmpty }

  /// Looks for the messages among the others.
  mutating func link(_ key: Label, _ response: Response) {
    if key.isLoose { return }
    let requests = response.requests
    if response.tellers.contains(.record), !requests.isEmpty,
      let session = response.place.session
    {
      sessionsWithRequests.insert(session)
    }
    for request in requests where loose[request] != nil {
      messages[request] = min(messages[request] ?? key, key)
    }
  }

  /// A response with all that was told of its requests; nil for one that is part of another.
  func whole(_ key: Label, _ response: Response, in places: inout SharedPlaces) -> Response? {
    if loose.isEmpty { return response }
    if key.isLoose {
      return response.requests.contains { messages[$0] != nil } ? nil : response
    }
    var whole = response
    for request in response.requests where messages[request] == key {
      if let part = loose[request]?.response { whole.join(part, in: &places) }
    }
    return whole
  }
}

extension Label {
  /// Whether it is the key of a response that is known by its request alone.
  var isLoose: Bool { text.utf8.first == UInt8(ascii: "r") }

  /// Whether it is the key of a response that is known by the id of its message.
  var isOfMessage: Bool { text.utf8.first == UInt8(ascii: "m") }

  /// Whether it is the key of a response that has no id at all.
  var isAnonymous: Bool { text.utf8.first == UInt8(ascii: "x") }
}
