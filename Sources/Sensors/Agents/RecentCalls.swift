import Events

/// The calls that began last, and which of them are the same: one tool with one input.
struct RecentCalls: Codable, Sendable, Equatable {
  /// Of how many it is remembered.
  static let limit = 512
  /// Seconds within which a call that is made again after a failure is another try.
  static let retry_s: Int64 = 600

  /// In the order of their arrival, from `first` on and around.
  private var calls: [Call] = []
  private var first = 0
  var windows = Windows<BegunCalls>()

  /// Numbers made of texts, as all of them are compared at each call.
  struct Call: Codable, Sendable, Equatable {
    /// Of the call's id; nil where it has none.
    var id: UInt64?
    /// Of tool and input; nil where nobody says with what it was called.
    var digest: UInt64?
    var time: Timestamp
    /// Whether it failed or was refused.
    var isBad = false
  }

  mutating func begin(_ event: borrowing Event, _ horizon: SensorHorizon) -> Bool {
    guard let time = event.time else { return false }
    let digest = Self.digest(of: event)
    let id = Self.id(of: event)
    if let id, calls.contains(where: { $0.id == id }) { return false }
    let earliest = time.advanced(bySeconds: -Self.retry_s)
    let isRetry = calls.contains {
      $0.isBad && digest != nil && $0.digest == digest && $0.time >= earliest
    }
    keep(Call(id: id, digest: digest, time: time))
    windows.record(at: time, horizon) { $0.count(isRetry: isRetry) }
    return true
  }

  /// A call failed or was refused.
  mutating func fail(_ event: borrowing Event) {
    guard let id = Self.id(of: event), let place = calls.firstIndex(where: { $0.id == id }) else {
      return
    }
    calls[place].isBad = true
  }

  private static func id(of event: borrowing Event) -> UInt64? {
    guard let label = Label(callOf: event) else { return nil }
    var hash = FNV1a()
    hash.add(label.text.utf8)
    return hash.value
  }

  /// How often the call that was made most in a window was made; 0 without any.
  func most(in window: Int, at time: Timestamp) -> Int {
    let second = time.wholeSecond
    let seconds = second - Int64(window) + 1...second
    var counts: [UInt64: Int] = [:]
    for call in calls where seconds.contains(call.time.wholeSecond) {
      if let digest = call.digest { counts[digest, default: 0] += 1 }
    }
    return counts.values.max() ?? 0
  }

  private mutating func keep(_ call: Call) {
    if calls.count < Self.limit { return calls.append(call) }
    calls[first] = call
    first = (first + 1) % Self.limit
  }

  /// Nil where the event does not say with what the tool was called.
  private static func digest(of event: borrowing Event) -> UInt64? {
    guard let tool = event.string("tool_name") ?? event.string("tool") else { return nil }
    var hash = FNV1a()
    hash.add(tool.utf8)
    for name in ["input_digest", "input", "tool_input"] {
      guard let view = event.view(named: name), !view.isNull else { continue }
      hash.add(view.text)
      // Of a beginning the size of the whole.
      if let size = event.view(named: "input_bytes") { hash.add(size.text) }
      return hash.value
    }
    return nil
  }
}

/// A number made of bytes, the same in each process.
struct FNV1a {
  private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

  mutating func add(_ byte: UInt8) { value = (value ^ UInt64(byte)) &* 0x100_0000_01b3 }

  /// The bytes of a part, told apart from those of the next.
  mutating func add(_ bytes: some Sequence<UInt8>) {
    for byte in bytes { add(byte) }
    add(0xFF)  // no byte of UTF-8
  }

  mutating func add(_ bytes: Span<UInt8>) {
    for index in bytes.indices { add(bytes[index]) }
    add(0xFF)
  }
}

/// Calls that began in a stretch of time.
struct BegunCalls: RingBucket {
  private(set) var all = 0
  private(set) var retried = 0

  init() {}

  var isEmpty: Bool { all == 0 }
  /// The part that was made before in vain; nil without any.
  var share: Double? { isEmpty ? nil : Double(retried) / Double(all) }

  mutating func count(isRetry: Bool) {
    all += 1
    if isRetry { retried += 1 }
  }

  mutating func merge(_ other: BegunCalls) {
    all += other.all
    retried += other.retried
  }

  mutating func remove(_ other: BegunCalls) -> Remainder {
    all -= other.all
    retried -= other.retried
    return .known
  }
}
