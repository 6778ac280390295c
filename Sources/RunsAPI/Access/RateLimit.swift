import SystemCalls

/// How many requests each sender has made within the last minute.
final class RateLimit: Sendable {
  /// Requests a minute.
  let most: Int
  private let times = Guarded<[String: [Int64]]>([:])

  private static let window_ns: Int64 = 60_000_000_000
  /// Senders that are known at once; beyond it those that have been still longest are forgotten.
  private static let senderLimit = 10_000

  init(_ most: Int) { self.most = most }

  /// Whether a sender may ask now; then it has asked.
  func takes(_ sender: String, at now: Int64) -> Bool {
    times.withLock { times in
      var own = (times[sender] ?? []).filter { $0 > now - Self.window_ns }
      guard own.count < most else {
        times[sender] = own
        return false
      }
      own.append(now)
      times[sender] = own
      if times.count > Self.senderLimit {
        times = times.filter { ($0.value.last ?? 0) > now - Self.window_ns }
      }
      return true
    }
  }
}
