import Events

/// What a tool gave back, looked at for what is worth keeping where not all of it is kept.
struct ResponseParts {
  /// What a person would look at first: what was printed, else all of it.
  let output: Value
  /// Bytes of what was printed.
  let sizes: [Member]
  /// What says how the call ended, as the whole response would say it.
  let ending: [Member]

  init(_ response: Value) {
    output = Self.output(of: response)
    sizes = Self.streams.compactMap { stream in
      guard let text = response[stream]?.text else { return nil }
      return Member(stream + "_bytes", .integer(Int64(clamping: text.utf8.count)))
    }
    ending = Self.ending(of: response)
  }

  private static let streams = ["stdout", "stderr"]
  private static let flags = ["isError", "is_error"]

  private static func output(of response: Value) -> Value {
    let printed = streams.compactMap { response[$0]?.text }
    guard let first = printed.first(where: { !$0.isEmpty }) else { return response }
    return .string(first)
  }

  private static func ending(of response: Value) -> [Member] {
    if let text = response.text { return text.hasPrefix("Error:") ? [failed] : [] }
    var ending: [Member] = []
    if let error = response["error"], saysFailure(error) {
      ending.append(failed)
    } else if let flag = flags.lazy.compactMap({ response[$0] }).first(where: \.isSmall) {
      ending.append(Member("is_error", flag))
    }
    if let code = response["exit_code"], code.isSmall { ending.append(Member("exit_code", code)) }
    return ending
  }

  private static let failed = Member("is_error", true)

  /// An `error` that is there and not empty.
  private static func saysFailure(_ error: Value) -> Bool {
    switch error {
    case .null, .bool(false): false
    case .string(let text): !text.isEmpty
    case .array(let elements): !elements.isEmpty
    case .object(let members): !members.isEmpty
    default: true
    }
  }
}

extension Value {
  /// A word, a number or a flag.
  fileprivate var isSmall: Bool {
    switch self {
    case .null, .array, .object: false
    case .string(let text): text.utf8.count <= 64
    default: true
    }
  }
}
