package import Events

extension ToolUsage {
  /// What is known of one call; or, in one row, of all that has no id.
  public struct Row: Equatable, Sendable {
    var content: Content

    enum Content: Equatable, Sendable {
      case call(ToolCall)
      /// One element: in an array it takes little room in the rows of calls, and is changed in place.
      case sums([UsageSums])
    }

    /// The key of the one row that is no call. A call has a key that is not empty.
    static let sumsKey: Label = ""

    static func call(_ called: CalledTool) -> Row { Row(content: .call(ToolCall(called))) }
    static func sums() -> Row { Row(content: .sums([UsageSums()])) }

    /// Changes the call that it is, if it is one.
    mutating func changeCall(_ change: (inout ToolCall) -> Void) {
      guard case .call(var call) = content else { return }
      change(&call)
      content = .call(call)
    }

    /// Changes the sums that it is; in place, because a copy would copy all of them.
    mutating func changeSums<Result>(_ change: (inout UsageSums) -> Result) -> Result {
      guard case .sums(var sums) = content else {
        preconditionFailure("the row of sums is a call")
      }
      content = .sums([])
      defer { content = .sums(sums) }
      return change(&sums[0])
    }
  }
}

extension ToolUsage.Row: Codable {
  private enum Kind: Int { case call, sums }

  public init(from decoder: any Decoder) throws {
    var values = try decoder.unkeyedContainer()
    let kind = Kind(rawValue: try values.decode(Int.self))
    switch kind {
    case .call: content = .call(try values.decode(ToolCall.self))
    case .sums: content = .sums([try values.decode(UsageSums.self)])
    case nil:
      throw DecodingError.dataCorruptedError(
        in: values, debugDescription: "a row of tool-usage is neither a call nor sums")
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var values = encoder.unkeyedContainer()
    switch content {
    case .call(let call):
      try values.encode(Kind.call.rawValue)
      try values.encode(call)
    case .sums(let sums):
      try values.encode(Kind.sums.rawValue)
      for sums in sums { try values.encode(sums) }
    }
  }
}

extension ToolUsage.Row {
  /// A call that has ended, as others count it.
  package struct EndedCall: Sendable {
    /// What was called.
    package let tool: Label
    /// How it ended.
    package let outcome: CallOutcome
    /// How long it took.
    package let measured: MeasuredDuration
    /// The last time that is known of it.
    package let time: Timestamp?
  }

  /// The call that it is, if it has ended; nil for the row of all that has no id.
  package var endedCall: EndedCall? {
    guard case .call(let call) = content, let end = call.end else { return nil }
    return EndedCall(
      tool: call.called.tool, outcome: end, measured: call.measured, time: call.lastTime)
  }
}
