import Events
import Journal
import SystemCalls

/// How long effects are waited for that somebody else began, and when they count as interrupted.
struct EffectTimeouts: Sendable {
  /// When each open effect was first looked at, by a clock that never goes back.
  private var seen: [String: Int64] = [:]
  private var looked = Int64.min

  /// How long beyond its own time an effect is waited for by those behind it, while who does it
  /// lives.
  var turn = Nanoseconds(rawValue: 15_000_000_000)
  /// The same until it is closed, where nobody can tell whether who does it lives.
  var longest = Nanoseconds(rawValue: 600_000_000_000)
  /// Asking the system after processes costs some microseconds each.
  private static let pause: Int64 = 100_000_000

  /// Whether to look after who runs these.
  mutating func isTimeToLook(at open: [EffectLedger.Start]) -> Bool {
    let now = monotonicNow()
    guard !open.isEmpty, looked == .min || now - looked >= Self.pause else { return false }
    looked = now
    for start in open where seen[start.record.id] == nil { seen[start.record.id] = now }
    return true
  }

  mutating func forget(allBut open: [String: EffectLedger.Start]) {
    if !seen.isEmpty { seen = seen.filter { open[$0.key] != nil } }
  }

  /// Whether what comes behind it need not wait any longer.
  func isOver(for start: EffectLedger.Start) -> Bool { hasWaited(turn, for: start) }

  /// Why an open effect is to be closed; nil where it may still go on.
  func reason(toClose start: EffectLedger.Start, by own: EffectRunner) -> String? {
    guard let runner = EffectRunner(text: start.runner) else {
      return "its start does not say who ran it"
    }
    if runner == own { return "its start was written, and what came of it could not be" }
    if runner.isGone == true { return "\(runner.shown), which ran it, was gone before its end" }
    // A process that lives may be one whose loop could not write: it had its time.
    return hasWaited(longest, for: start)
      ? "nothing was heard of \(runner.shown), which ran it, for long after its time" : nil
  }

  private func hasWaited(_ margin: Nanoseconds, for start: EffectLedger.Start) -> Bool {
    guard let since = seen[start.record.id] else { return false }
    let (limit, overflow) = start.timeout.rawValue.addingReportingOverflow(margin.rawValue)
    return !overflow && monotonicNow() - since > limit
  }
}
