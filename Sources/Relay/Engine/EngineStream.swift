import Events
import SystemCalls

/// A stream that an engine keeps.
package struct EngineStream: Sendable {
  package let engine: JetStream
  package let name: String
  /// How it is kept.
  package let settings: StreamSettings
  /// The cluster that keeps it; nil where one node does.
  package let cluster: String?
  /// What keeps less than is documented, one sentence each.
  package let weaknesses: [String]

  /// The stream of that name, made where it is missing: three replicas where there are three nodes.
  ///
  /// - Parameter replicas: as many, and an error where there cannot be; nil: as above.
  /// - Throws: `refused` where the engine keeps no such stream, `away` where it does not answer.
  package init(
    _ engine: JetStream, named name: String, replicas: Int? = nil
  ) throws(RelayError) {
    var answer: Value
    switch try engine.ask("STREAM.INFO." + name) {
    case .success(let there): answer = there
    case .failure(let refusal) where refusal.status == 404:
      answer = try Self.made(engine, name, replicas)
    case .failure(let refusal): throw refusal.error("stream \(name)")
    }
    self.init(engine, answer, wanted: replicas)
  }

  /// A stream that is there; nil where there is none.
  package init?(_ engine: JetStream, existing name: String) throws(RelayError) {
    switch try engine.ask("STREAM.INFO." + name) {
    case .success(let there): self.init(engine, there, wanted: nil)
    case .failure(let refusal) where refusal.status == 404: return nil
    case .failure(let refusal): throw refusal.error("stream \(name)")
    }
  }

  private init(_ engine: JetStream, _ answer: Value, wanted: Int?) {
    self.engine = engine
    settings = StreamSettings(answer["config"] ?? [:])
    name = settings.name
    // One node alone tells itself as the leader, of a cluster without a name.
    cluster = answer["cluster"]?["name"]?.text
    weaknesses = settings.weaknesses(in: cluster, wanted: wanted)
  }

  private static func made(
    _ engine: JetStream, _ name: String, _ replicas: Int?
  ) throws(RelayError) -> Value {
    let end = deadline(after: patience)
    var count = replicas ?? 3
    while true {
      let body = StreamSettings(relay: name, replicas: count).value
      switch try engine.ask("STREAM.CREATE." + name, body) {
      case .success(let made): return made
      // Another has made it meanwhile, otherwise than we would.
      case .failure(let refusal) where refusal.code == 10058:
        return try engine.demand("STREAM.INFO." + name)
      case .failure(let refusal) where count > 1 && replicas == nil && refusal.lacksNodes:
        // Nodes of a cluster come one after the other; one alone has no others.
        if refusal.isAlone || monotonicNow() >= end { count = 1 }
        pause(nanoseconds: refusal.isAlone ? 0 : 500_000_000)
      case .failure(let refusal): throw refusal.error("stream \(name)")
      }
    }
  }

  /// How long the nodes of a cluster are waited for.
  private static let patience = Duration.seconds(10)

  /// What it holds now, and of which subjects.
  ///
  /// - Parameter filter: subjects that are told; `*` and `>` stand for any tokens; nil: none are.
  package func state(subjects filter: String? = nil) throws(RelayError) -> StreamState {
    var state: StreamState?
    // As many subjects as an engine tells at once, and then the next.
    for _ in 0..<1_000 {
      var body: [Member] = []
      if let filter { body.append(Member("subjects_filter", .string(filter))) }
      if let told = state?.subjects.count { body.append(Member("offset", .integer(Int64(told)))) }
      let answer = try engine.demand("STREAM.INFO." + name, .object(body))
      let next = StreamState(answer["state"] ?? [:])
      let before = state?.subjects ?? [:]
      state = next
      state?.subjects.merge(before) { $1 }
      let total = answer["total"]?.count ?? 0
      if filter == nil || next.subjects.isEmpty || (state?.subjects.count ?? 0) >= total { break }
    }
    return state ?? StreamState([:])
  }

  /// The last message of a subject; nil where there is none.
  package func last(of subject: String) throws(RelayError) -> EngineMessage? {
    try message(["last_by_subj": .string(subject)])
  }

  /// The last messages of several subjects; those that there are, in the order in which they are named.
  package func last(ofEach subjects: [String]) throws(RelayError) -> [EngineMessage] {
    var found: [EngineMessage] = []
    var rest = subjects[...]
    while !rest.isEmpty {
      let questions = rest.prefix(Self.mostQuestions).map {
        (question: "STREAM.MSG.GET." + name, body: ["last_by_subj": .string($0)] as Value)
      }
      for case .success(let answer)? in try engine.ask(all: questions) {
        if let message = EngineMessage(stored: answer["message"] ?? [:]) { found.append(message) }
      }
      rest = rest.dropFirst(questions.count)
    }
    return found
  }

  /// Questions that are on their way at once.
  private static let mostQuestions = 256

  /// The message of that number; nil where there is none.
  package func message(_ sequence: UInt64) throws(RelayError) -> EngineMessage? {
    try message(["seq": .integer(Int64(clamping: sequence))])
  }

  private func message(_ which: Value) throws(RelayError) -> EngineMessage? {
    switch try engine.ask("STREAM.MSG.GET." + name, which) {
    case .success(let answer): return EngineMessage(stored: answer["message"] ?? [:])
    case .failure(let refusal) where refusal.status == 404: return nil
    case .failure(let refusal): throw refusal.error("stream \(name)")
    }
  }
}

extension JetStream.Refusal {
  /// Whether the node is of no cluster.
  fileprivate var isAlone: Bool { code == 10_074 || words.contains("non-clustered") }

  /// Whether there are too few nodes for as many replicas.
  fileprivate var lacksNodes: Bool {
    [10_005, 10_023, 10_074].contains(code) || words.contains("replicas")
      || words.contains("insufficient resources")
  }
}
