import Events

/// The program that a hook runs, or the server that it posts to, as it stands in settings.
package struct HookHandler: Sendable, Equatable {
  /// The path of the program.
  package let command: String
  /// What it is given, without a shell in between.
  package let arguments: [String]
  /// Where it posts to in place of running the program, for those hooks that can; nil: nowhere.
  private let url: String?

  /// Seconds after which the agent gives up; it takes two thousandths of one.
  private static let timeout_s: Int64 = 10
  private static let whole = "tlm"
  /// Where `tlm serve` takes what hooks post.
  private static let path = "/v1/hooks/\(HookEvent.host)"

  /// The one that a program of tlm is to be called by.
  ///
  /// - Parameters:
  ///   - program: the absolute path of `tlm`, or of the small program of the role.
  ///   - role: what it is called for.
  ///   - more: what it is given beside.
  package init(program: String, as role: HookRole = .telemetry, _ more: [String] = []) {
    command = program
    let isSmall = Self.name(of: program) == role.program
    arguments = (isSmall ? [HookEvent.host] : [role.rawValue, HookEvent.host]) + more
    url = nil
  }

  private init(_ command: String, _ arguments: [String], _ url: String?) {
    (self.command, self.arguments, self.url) = (command, arguments, url)
  }

  /// The same, which posts to a server where a hook can, and runs the program where it cannot.
  ///
  /// - Parameter server: where it is heard, as `127.0.0.1:4318`.
  package func posting(to server: String) -> HookHandler {
    HookHandler(command, arguments, "http://\(server)\(Self.path)")
  }

  /// As it is for one hook.
  func handler(for hook: AgentHook) -> HookHandler {
    guard let url, hook.takesHTTP else { return HookHandler(command, arguments, nil) }
    return HookHandler(url, [], url)
  }

  /// One that stands in settings; nil where it is none of tlm's of that role.
  init?(_ handler: Value, as role: HookRole) {
    if role == .telemetry, handler["type"] == "http" {
      guard let url = handler["url"]?.text, url.hasSuffix(Self.path) else { return nil }
      self.init(url, [], url)
      return
    }
    guard handler["type"]?.text ?? "command" == "command", let line = handler["command"]?.text
    else { return nil }
    var words = [line]
    if let given = handler["args"] {
      words += given.elements.compactMap(\.text)
    } else {
      words = Self.words(of: line)
    }
    guard let program = words.first else { return nil }
    let arguments = Array(words.dropFirst())
    switch Self.name(of: program) {
    case role.program: break
    case Self.whole where arguments.starts(with: [role.rawValue, HookEvent.host]): break
    default: return nil
    }
    self.init(program, arguments, nil)
  }

  /// As it stands in settings.
  func value(for hook: AgentHook) -> Value {
    if let url, hook.takesHTTP {
      return ["type": "http", "url": .string(url), "timeout": .integer(Self.timeout_s)]
    }
    var members = [
      Member("type", "command"), Member("command", .string(command)),
      Member("args", .array(arguments.map { .string($0) })),
    ]
    if hook.isAsync { members.append(Member("async", true)) }
    members.append(Member("timeout", .integer(Self.timeout_s)))
    return .object(members)
  }

  private static func name(of path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? ""
  }

  /// The words of a line of shell, as far as a path in quotes needs it.
  private static func words(of line: String) -> [String] {
    var (words, word) = ([String](), "")
    var quote: Character?
    for character in line {
      switch character {
      case quote: quote = nil
      case "'" where quote == nil, "\"" where quote == nil: quote = character
      case " " where quote == nil:
        if !word.isEmpty { words.append(word) }
        word = ""
      default: word.append(character)
      }
    }
    return word.isEmpty ? words : words + [word]
  }
}
