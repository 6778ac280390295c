/// What a pusher speaks to an engine by, until it has to be made anew.
struct PushLink: Sendable {
  let connection: EngineConnection
  let stream: EngineStream
  let publisher: EnginePublisher

  /// - Throws: `away` where it may be made later.
  init(
    to address: EngineAddress, _ subject: RelaySubject, replicas: Int?, name: String
  ) throws(RelayError) {
    connection = try EngineConnection(address, name: name)
    stream = try EngineStream(
      JetStream(connection), named: subject.stream, replicas: replicas)
    publisher = try EnginePublisher(connection)
  }
}
