import Events
import Journal

extension Effect {
  /// The program that does it; nil for an event, which the loop appends itself, and on a system
  /// whose desktop cannot be told.
  func errand(for due: DueEffects, store: String) -> Errand? {
    switch self {
    case .emit: nil
    case .exec(let words, let timeout): Self.exec(words, timeout, due, store)
    case .webhook(let address, let timeout): Webhook.errand(address, timeout, due.line)
    case .notify(let text): Notice.errand(PlainText.line(text), timeout)
    }
  }

  private static func exec(
    _ words: [String], _ timeout: Nanoseconds, _ due: DueEffects, _ store: String
  ) -> Errand {
    Errand(
      words: words, inputs: [Errand.Input(number: 0, bytes: due.line + [UInt8(ascii: "\n")])],
      variables: [
        ("TLM_MODE", due.to), ("TLM_FROM", due.from), ("TLM_RULE", due.rule),
        ("TLM_STORE", store), ("TLM_EFFECT", due.record.id),
      ],
      timeout: timeout,
      ending: { $0.ending(PlainText.line(words.first ?? ""), timeout) })
  }

  /// Why it cannot be asked of the system at all; nil where it can.
  var fault: String? {
    switch self {
    case .exec(let words, _) where words.contains(where: { $0.utf8.contains(0) }):
      "a word of it has a NUL in it, which no program can be given; take it out"
    case .webhook(let address, _) where !address.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7f }):
      "the address has a space or a control character in it; write it as %20 or the like"
    default: nil
    }
  }
}

/// Posting a transition by the system's `curl`, which does TLS, proxies and IPv6 already, and is
/// kept up to date by others: a second such thing in here would be a liability.
enum Webhook {
  static func errand(_ address: String, _ timeout: Nanoseconds, _ line: [UInt8]) -> Errand {
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
    return Errand(
      words: words,
      inputs: [
        Errand.Input(number: 0, bytes: line),
        Errand.Input(number: configuration, bytes: Array("url = \"\(quoted)\"\n".utf8)),
      ],
      timeout: limit, keepsOutput: true, ending: { ending($0, WebAddress(address), timeout) })
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
    case .notStarted(let number) where SystemWords.isMissing(number):
      ending.error = "there is no curl, which posts to addresses; install curl"
    default: break
    }
    ending.error = ending.error.map { address.cleaned($0) }
    return ending
  }
}

/// Showing a notice on the desktop by the system's own program for it.
enum Notice {
  static func errand(_ text: String, _ timeout: Nanoseconds) -> Errand? {
    #if os(Linux)
      // The summary is plain text everywhere, a body need not be.
      let words = ["notify-send", "--app-name=tlm", "--", text]
    #elseif os(macOS)
      // The text is an argument of the script, never a part of it.
      let words = [
        "osascript", "-e", "on run words", "-e",
        "display notification (item 1 of words) with title \"tlm\"", "-e", "end run", "--", text,
      ]
    #else
      return nil
    #endif
    return Errand(
      words: words, inputs: [], timeout: timeout,
      ending: { end in
        // Without a desktop it was told by the loop's status alone.
        if case .notStarted(let number) = end.cause, SystemWords.isMissing(number) { return .done }
        var ending = end.ending(words[0], timeout)
        ending.exitCode = nil
        return ending
      })
  }
}
