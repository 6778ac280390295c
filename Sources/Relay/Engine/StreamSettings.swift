package import Events

/// How a stream keeps what comes to it: as it is asked for, or as it is.
package struct StreamSettings: Sendable, Equatable {
  package var name: String
  package var subjects: [String]
  package var storage = "file"
  package var retention = "limits"
  package var discard = "new"
  package var replicas = 1
  package var duplicates = Self.leastDuplicates
  /// How long it keeps a message; nil: for ever.
  package var age: Duration?
  /// Bytes and messages that it keeps at most; nil: as many as there is room for.
  package var bytes: Int64?
  package var messages: Int64?
  package var messagesPerSubject: Int64?

  /// How long an engine is to know the ids of messages, so that one that is sent again is dropped.
  package static let leastDuplicates = Duration.seconds(120)

  /// What a relay keeps its events in.
  package init(relay name: String, replicas: Int = 1) {
    self.name = name
    subjects = ["\(name).*.*"]
    self.replicas = replicas
  }

  /// The settings in the engine's words.
  package var value: Value {
    [
      "name": .string(name), "subjects": .array(subjects.map { .string($0) }),
      "retention": .string(retention), "storage": .string(storage), "discard": .string(discard),
      "num_replicas": .integer(Int64(replicas)), "max_consumers": -1,
      "max_msgs": .integer(messages ?? -1), "max_bytes": .integer(bytes ?? -1),
      "max_msgs_per_subject": .integer(messagesPerSubject ?? -1), "max_msg_size": -1,
      "max_age": .integer(age.map { $0 / .nanoseconds(1) }.map(Int64.init) ?? 0),
      "duplicate_window": .integer(Int64(duplicates / .nanoseconds(1))),
      "allow_direct": true,
    ]
  }

  /// As the engine tells them.
  package init(_ value: Value) {
    name = value["name"]?.text ?? ""
    subjects = value["subjects"]?.elements.compactMap(\.text) ?? []
    storage = value["storage"]?.text ?? ""
    retention = value["retention"]?.text ?? ""
    discard = value["discard"]?.text ?? "old"
    replicas = value["num_replicas"]?.count ?? 1
    duplicates = .nanoseconds(Int64(value["duplicate_window"]?.count ?? 0))
    age = Self.limit(value["max_age"]).map { .nanoseconds($0) }
    bytes = Self.limit(value["max_bytes"])
    messages = Self.limit(value["max_msgs"])
    messagesPerSubject = Self.limit(value["max_msgs_per_subject"])
  }

  private static func limit(_ value: Value?) -> Int64? {
    guard case .integer(let number)? = value, number > 0 else { return nil }
    return number
  }
}
