import Questions
import TLM

/// Something that can be read under an address: a question with its arguments filled in.
struct Resource: Sendable {
  /// The address; of a template with a part in braces.
  let uri: String
  let name: String
  let sentence: String
  let question: NamedQuestion
  /// Arguments that are the same for all of them.
  var arguments: [Member] = []
  /// The argument that the part in braces is.
  var part: String?

  /// As clients are told of it.
  var value: Value {
    [
      part == nil ? "uri" : "uriTemplate": .string(uri), "name": .string(name),
      "title": .string(question.title), "description": .string(sentence),
      "mimeType": "application/json",
    ]
  }
}

/// What can be read.
enum ResourceCatalog {
  static let fixed = [
    Resource(
      uri: "tlm://summary/latest", name: "summary", sentence: "What happened in the last 7 days.",
      question: .summary),
    Resource(
      uri: "tlm://sensors", name: "sensors", sentence: "What sensors say now.", question: .sensors),
    Resource(uri: "tlm://mode", name: "mode", sentence: "The mode in force.", question: .mode),
    Resource(
      uri: "tlm://schema", name: "schema",
      sentence: "Which events there are, and which fields, projections and sensors.",
      question: .schema),
  ]

  static let templates = [
    Resource(
      uri: "tlm://traces/{id}", name: "trace",
      sentence: "What happened to an issue, run, session or trace.", question: .trace,
      arguments: [Member("limit", 1000)], part: "id"),
    Resource(
      uri: "tlm://runs/{id}", name: "run", sentence: "A run, and what was recorded of it.",
      question: .run, part: "id"),
    Resource(
      uri: "tlm://sessions/{id}", name: "session", sentence: "What happened in a session.",
      question: .session, arguments: [Member("limit", 1000)], part: "id"),
    Resource(
      uri: "tlm://projections/{name}", name: "projection",
      sentence: "What a projection comes to.", question: .projection, part: "name"),
    Resource(
      uri: "tlm://events/{id}", name: "event", sentence: "The events with an id of their own.",
      question: .query, arguments: [Member("limit", 100)], part: "event_id"),
  ]

  /// The resource of an address, and the part of it that was filled in; nil where there is none.
  static func named(_ uri: String) -> (Resource, part: String?)? {
    if let resource = fixed.first(where: { $0.uri == uri }) { return (resource, nil) }
    for template in templates {
      let prefix = String(template.uri.prefix { $0 != "{" })
      guard uri.hasPrefix(prefix), uri.utf8.count > prefix.utf8.count else { continue }
      guard let part = PercentText.decoded(uri.dropFirst(prefix.count)) else { return nil }
      return (template, part)
    }
    return nil
  }

  static func link(ofTrace id: Value?) -> Value? { link(to: "tlm://traces/", "trace", id) }
  static func link(ofRun id: Value?) -> Value? { link(to: "tlm://runs/", "run", id) }
  static func link(ofSession id: Value?) -> Value? { link(to: "tlm://sessions/", "session", id) }

  private static func link(to prefix: String, _ what: String, _ id: Value?) -> Value? {
    guard case .string(let id)? = id, !id.isEmpty else { return nil }
    return [
      "type": "resource_link", "uri": .string(prefix + PercentText.encoded(id)),
      "name": .string("\(what) \(id)"), "mimeType": "application/json",
    ]
  }
}
