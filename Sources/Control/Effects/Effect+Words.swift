import Events
import SystemCalls

extension Effect {
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
