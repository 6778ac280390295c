import Events
import Journal
import SystemCalls

extension Policy.Effect {
  /// The program that does it; nil for an event, which the loop appends itself, and on a system
  /// whose desktop cannot be told.
  func program(for due: PendingEffects, store: String) -> EffectProgram? {
    switch self {
    case .emit: nil
    case .exec(let words, let timeout): Self.exec(words, timeout, due, store)
    case .webhook(let address, let timeout): Webhook.program(address, timeout, due.line)
    case .notify(let text): Notice.program(PlainText.line(text), timeout)
    }
  }

  private static func exec(
    _ words: [String], _ timeout: Nanoseconds, _ due: PendingEffects, _ store: String
  ) -> EffectProgram {
    EffectProgram(
      program: Program(
        words, inputs: [Program.Input(number: 0, bytes: due.line + [UInt8(ascii: "\n")])],
        variables: [
          ("TLM_MODE", due.to), ("TLM_FROM", due.from), ("TLM_RULE", due.rule),
          ("TLM_STORE", store), ("TLM_EFFECT", due.record.id),
        ],
        timeout: timeout.duration),
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

extension Policy.Effect {
  /// What it is, in words that hold no secret: `exec /usr/local/bin/page`, `emit pool_throttled`,
  /// `webhook https://example.org/hook`, `notify`.
  var words: String {
    switch self {
    case .emit(let event, _): "emit \(PlainText.line(event))"
    case .exec(let words, _): "exec \(PlainText.line(words.first ?? ""))"
    case .webhook(let address, _): "webhook \(PlainText.line(WebAddress(address).shown))"
    case .notify: "notify"
    }
  }

  /// How long it may take.
  var timeout: Nanoseconds {
    switch self {
    case .emit: .zero
    case .notify: Self.noticeTimeout
    case .exec(_, let timeout), .webhook(_, let timeout): timeout
    }
  }

  /// How long the desktop may take to show a notice.
  private static let noticeTimeout = Nanoseconds(rawValue: 5_000_000_000)
}
