import Events

extension AgentUsage.Row {
  /// The row as `tlm projections rows` prints it.
  var value: Value {
    switch content {
    case .response(let response): response.value
    case .call(let call): call.value
    case .mark(let mark): mark.value
    case .session(let facts): facts.first?.value ?? .null
    case .rollout, .shared, .sums, .parts: ["kind": "context"]
    }
  }
}

extension PackedTime {
  fileprivate var value: Value { time.map { .string($0.description) } ?? .null }
}

extension Response {
  fileprivate var value: Value {
    [
      "kind": "response", "session": Value(place.session), "model": Value(place.model),
      "time": time.value, "input_tokens": .integer(tokens.input),
      "output_tokens": .integer(tokens.output), "cache_read_tokens": .integer(tokens.cacheRead),
      "cache_creation_tokens": .integer(tokens.cacheCreation),
      "reasoning_tokens": .integer(tokens.reasoning), "cost_usd": Value(ownCost?.rounded),
    ]
  }
}

extension WorkCall {
  fileprivate var value: Value {
    [
      "kind": "call", "session": Value(place.session), "time": time.value,
      "tool": .string(call.called.tool.text), "open": .bool(call.isOpen),
      "outcome": call.end.map { .string($0.word) } ?? .null,
    ]
  }
}

extension Mark {
  fileprivate var value: Value {
    let word: Value =
      switch kind {
      case .prompt: "prompt"
      case .compaction: "compaction"
      case .summary: "summary"
      case .error: "error"
      }
    return ["kind": word, "session": Value(place.session), "time": time.value]
  }
}

extension SessionFacts {
  fileprivate var value: Value {
    [
      "kind": "session", "project": Value(projectName), "branch": Value(branchName),
      "used_percent": Value(usedPercent), "told_cost_usd": Value(toldCost?.rounded),
    ]
  }
}
