import Synchronization
import SystemCalls
import TLM

/// A bar on standard error for work that takes longer than half a second; only on a terminal, and not
/// from the background.
final class Progress {
  private let title: String
  private let total: Int64?
  private let started = ContinuousClock.now
  private var shown: ContinuousClock.Instant?

  /// - Parameter total: how many bytes there will be; nil where nobody knows.
  init(_ title: String, total: Int64?) {
    self.title = title
    self.total = total
  }

  deinit { finish() }

  func update(_ done: Int64) {
    guard Terminal.error.isTerminal else { return }
    let now = ContinuousClock.now
    guard now - started > .milliseconds(500), shown.map({ now - $0 > .milliseconds(100) }) ?? true
    else { return }
    guard StandardStream.error.isInForeground else { return }
    shown = now
    let line = TextWidth.shortened(bar(done, now - started), to: Terminal(.error).width - 1)
    Message.put("\r\u{1b}[K" + line)
  }

  /// Takes the bar away.
  func finish() {
    guard shown != nil else { return }
    shown = nil
    Message.put("\r\u{1b}[K")
  }

  private func bar(_ done: Int64, _ elapsed: Duration) -> String {
    let rate = Numbers.bytes(Int64(Double(done) / max(0.001, elapsed / .seconds(1)))) + "/s"
    guard let total, total > 0 else { return "\(title)  \(Numbers.bytes(done))  \(rate)" }
    let share = min(1, Double(done) / Double(total))
    return "\(title)  \(Bar.text(share, width: 24)) \(Numbers.percent(share))  \(rate)"
  }
}

/// A bar that any thread may move on.
final class SharedProgress: Sendable {
  private let state: Mutex<(bar: Progress, done: Int64)>

  init(_ title: String, total: Int64?) { state = Mutex((Progress(title, total: total), 0)) }

  /// More bytes are done.
  func add(_ bytes: Int64) {
    state.withLock { state in
      state.done += bytes
      state.bar.update(state.done)
    }
  }

  func finish() { state.withLock { $0.bar.finish() } }
}

/// A share as a bar of blocks, to an eighth of a character.
enum Bar {
  static func text(_ share: Double, width: Int) -> String {
    let eighths = Int((max(0, min(1, share)) * Double(width * 8)).rounded())
    let parts = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]
    let whole = String(repeating: "█", count: eighths / 8) + parts[eighths % 8]
    return whole + String(repeating: " ", count: width - whole.count)
  }
}
