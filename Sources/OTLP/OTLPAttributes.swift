package import Events

/// Attributes in their order, each name once: the first that says something counts.
package struct OTLPAttributes: Sendable {
  /// What is said so far.
  package private(set) var members: [Member] = []
  /// The names of them, where they are many.
  private var names: Set<String> = []

  /// Objects within objects that become names with dots; what is deeper stands as JSON. Receivers
  /// refuse a whole request for one value that is too deep for them.
  static let depthLimit = 8

  package init() {}

  /// Says something, where there is something to say.
  package mutating func add(_ name: String, _ value: Value?) {
    guard let value, !name.isEmpty else { return }
    if case .null = value { return }
    if isNew(name) { members.append(Member(name, value)) }
  }

  /// Whether nothing is said under a name. Of a few, each is looked at: nearly all events have few, and
  /// a set of them takes longer to make.
  private mutating func isNew(_ name: String) -> Bool {
    if members.count < Self.fewMembers { return !members.contains { $0.name == name } }
    if names.isEmpty { names = Set(members.map(\.name)) }
    return names.insert(name).inserted
  }

  private static let fewMembers = 24

  /// The same of a text.
  package mutating func add(_ name: String, _ text: String?) { add(name, text.map { .string($0) }) }

  /// What stands in a member of an event: of an object each of its members, with dots between the
  /// names.
  mutating func add(flat name: String, _ view: borrowing JSONView, depth: Int = 0) {
    guard view.kind == .object, depth < Self.depthLimit else {
      if view.kind == .object || view.kind == .array {
        add(name, Self.isShallow(view, Self.depthLimit - depth) ? view.exactValue : Self.json(view))
      } else {
        add(name, view.exactValue)
      }
      return
    }
    view.forEachLastMember { key, value in
      add(flat: name + "." + (key.string ?? ""), value, depth: depth + 1)
    }
  }

  /// The same of a value that is at hand.
  package mutating func add(flat name: String, _ value: Value, depth: Int = 0) {
    guard case .object(let members) = value, depth < Self.depthLimit else {
      let isDeep = value.depth > Self.depthLimit - depth
      return add(name, isDeep ? .string(JSONWriter.text(of: value)) : value)
    }
    var seen: Set<String> = []
    let last = members.reversed().filter { seen.insert($0.name).inserted }.reversed()
    for member in last { add(flat: name + "." + member.name, member.value, depth: depth + 1) }
  }

  private static func json(_ view: borrowing JSONView) -> Value {
    let text = view.text
    return .string(
      unsafe text.withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) })
  }

  /// Whether no more than so many brackets are open at once.
  private static func isShallow(_ view: borrowing JSONView, _ limit: Int) -> Bool {
    var (depth, isInText, isEscaped) = (0, false, false)
    let text = view.text
    for index in text.indices {
      let byte = text[index]
      if isInText {
        if isEscaped {
          isEscaped = false
        } else if byte == UInt8(ascii: "\\") {
          isEscaped = true
        } else if byte == UInt8(ascii: "\"") {
          isInText = false
        }
        continue
      }
      switch byte {
      case UInt8(ascii: "\""): isInText = true
      case UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: "]"), UInt8(ascii: "}"): depth -= 1
      default: break
      }
      if depth > limit { return false }
    }
    return true
  }
}

extension Value {
  /// How many brackets are around its innermost value.
  fileprivate var depth: Int {
    switch self {
    case .array(let elements): 1 + (elements.map(\.depth).max() ?? 0)
    case .object(let members): 1 + (members.map(\.value.depth).max() ?? 0)
    default: 0
    }
  }
}

extension OTLPAttributes {
  /// What OpenTelemetry calls the things that tlm knows of an event, of whichever spelling they are.
  ///
  /// All that agents are said to use goes by the conventions for generative AI, of which this is the
  /// only place that writes them.
  package mutating func add(known event: borrowing Event) {
    add("session.id", event.sessionID)
    add("tlm.run.id", event.runID)
    add("tlm.issue.id", event.issueID)
    add("tlm.issue.type", event.issueType)
    add("tlm.wave", event.view(.wave)?.exactValue)
    add("tlm.phase", event.phase)
    add("tlm.project", event.project)
    add("tlm.component", event.component)
    add("tlm.stream", event.stream)
    add("tlm.event.id", event.eventID)
    add("tlm.outcome", event.outcome?.rawValue)
    add("tlm.duration_s", event.duration.map { .double($0.seconds) })
    add("process.exit.code", event.exitCode.map { .integer($0) })
    add("tlm.cost_usd", event.costUSD.map { .double($0) })
    add(GenAIName.tool.name, event.toolName)
    add(GenAIName.call.name, event.id(.toolUseID))
    add(GenAIName.requestModel.name, event.model)
    add(tokens: event)
    if event.outcome == .failure || event.outcome == .timeout {
      add("error.type", event.outcomeWord ?? event.outcome?.rawValue)
    }
  }

  /// By OpenTelemetry's way of counting, input is all that the model was given, from a cache or not.
  private mutating func add(tokens event: borrowing Event) {
    guard let tokens = event.tokens else { return }
    var input = tokens.input
    if !event.contains(.genAIInputTokens) {
      for part in [tokens.cacheRead, tokens.cacheCreation] {
        guard let part, let sum = input?.addingReportingOverflow(part), !sum.overflow else {
          continue
        }
        input = sum.partialValue
      }
    }
    add(GenAIName.inputTokens.name, input.map { .integer($0) })
    add(GenAIName.outputTokens.name, tokens.output.map { .integer($0) })
    add(GenAIName.cacheReadTokens.name, tokens.cacheRead.map { .integer($0) })
    add(GenAIName.cacheCreationTokens.name, tokens.cacheCreation.map { .integer($0) })
  }

  /// Keys that `add(known:)` reads, and that so need not stand there twice.
  static let known: Event.Keys = {
    var keys = Event.Keys([
      .sessionID, .sessionIDCamel, .sessionDotID, .runID, .runIDCamel, .issueID, .issueIDCamel,
      .issueType, .wave, .phase, .project, .component, .sourceComponent, .stream, .streamIDSnake,
      .streamID, .eventID, .toolName, .toolNameCamel, .toolDotName, .toolUseID, .model, .modelID,
    ])
    for key in [Key.inputTokens, .outputTokens, .cacheReadTokens, .cacheCreationTokens, .costUSD] {
      keys.insert(key)
    }
    for key in [Key.durationS, .exitCode] { keys.insert(key) }
    return keys
  }()
}
