import Events
import SystemCalls

/// Posting a transition by the system's `curl`, which does TLS, proxies and IPv6 already, and is
/// kept up to date by others: a second such thing in here would be a liability.
enum Webhook {
  static func program(_ address: String, _ timeout: Nanoseconds, _ line: [UInt8]) -> EffectProgram {
    let words = [
      // Nobody's ~/.curlrc changes what is posted; this must come first.
      "curl", "-q",
      // The address goes by a pipe of its own: an argument could be read by every user.
      "--config", "/dev/fd/\(configuration)", "--silent", "--show-error", "--fail", "--globoff",
      "--proto", "=http,https", "--max-time", seconds(timeout), "--header",
      "Content-Type: application/json", "--header", "Expect:", "--data-binary", "@-", "--output",
      "/dev/null", "--write-out", "%{http_code}",
    ]
    let quoted = address.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    // Beyond its own limit curl would have to hang to be ended from here.
    let limit = Nanoseconds(rawValue: min(timeout.rawValue, longest) + 1_000_000_000)
    return EffectProgram(
      program: Program(
        words,
        inputs: [
          Program.Input(number: 0, bytes: line),
          Program.Input(number: configuration, bytes: Array("url = \"\(quoted)\"\n".utf8)),
        ],
        timeout: limit.duration, keepsOutput: true),
      ending: { ending($0, WebAddress(address), timeout) })
  }

  private static let configuration: Int32 = 3
  /// Ten days in nanoseconds; curl counts in milliseconds of 31 bits at the least.
  private static let longest: Int64 = 864_000_000_000_000

  private static func seconds(_ timeout: Nanoseconds) -> String {
    let thousandths = max(1, min(timeout.rawValue, longest) / 1_000_000)
    let rest = String(thousandths % 1000)
    return "\(thousandths / 1000).\(String(repeating: "0", count: 3 - rest.count))\(rest)"
  }

  private static func ending(
    _ end: ProgramEnd, _ address: WebAddress, _ timeout: Nanoseconds
  ) -> EffectEnding {
    var ending = end.ending("curl", timeout)
    ending.exitCode = nil
    switch end.cause {
    case .exited(0) where end.output.hasPrefix("3"):
      ending.outcome = .failed
      ending.error =
        "it answered \(end.output), which leads elsewhere and is not followed; write the address"
        + " that it leads to"
    case .exited(0) where !end.output.hasPrefix("2"):
      ending.outcome = .failed
      ending.error = "it answered \(end.output) instead of 200; look at what listens there"
    case .exited(28):
      ending.outcome = .timedOut
      ending.error = "no answer within \(timeout.seconds) s"
    case .exited(let code) where code != 0:
      ending.error = end.errors.isEmpty ? "curl ended with exit code \(code)" : end.errors
    case .notStarted(let number) where SystemError.isMissing(number):
      ending.error = "there is no curl, which posts to addresses; install curl"
    default: break
    }
    ending.error = ending.error.map { address.cleaned($0) }
    return ending
  }
}

/// An address, and what of it may be told.
struct WebAddress: Sendable {
  let text: String
  /// Without the name and the password, the query and the fragment.
  let shown: String
  /// The parts that are not to be told: whole, so that they can be taken out of a sentence.
  let secrets: [String]

  init(_ text: String) {
    self.text = text
    var scheme = text[...]
    var rest = text[text.endIndex...]
    if let mark = text.firstRange(of: "://") {
      scheme = text[..<mark.upperBound]
      rest = text[mark.upperBound...]
    }
    let open = rest.prefix { $0 != "?" && $0 != "#" }
    let authority = open.prefix { $0 != "/" && $0 != "\\" }
    let host = authority.lastIndex(of: "@").map { authority[authority.index(after: $0)...] }
    shown = String(scheme + (host ?? authority) + open[authority.endIndex...])
    let person = host.map { authority[..<$0.startIndex].dropLast() } ?? ""
    let tail = rest[open.endIndex...]
    secrets = [text, String(tail), String(tail.dropFirst()), String(person)].filter { $0.count > 1 }
  }

  /// A sentence with nothing in it that is not to be told.
  func cleaned(_ sentence: String) -> String {
    secrets.reduce(sentence) { $0.replacing($1, with: $1 == text ? shown : "…") }
  }
}
