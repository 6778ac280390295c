/// Messages on their way to an engine that has not said that it keeps them, in their order: a bounded
/// number of bytes, each sent again until it is kept.
///
/// It only keeps count; whoever sends tells it what happened and when.
package struct SendWindow: Sendable {
  /// A message, and where the relay is once it is kept.
  private struct Item: Sendable {
    let message: EngineMessage
    let id: String
    let after: RelayPlace?
    let size: Int
    /// When it is to be sent, in nanoseconds of the clock that never goes back.
    var due: Int64 = .min
    var attempts = 0
    var isKept = false
  }

  /// A message that is to be sent now.
  package struct Sending: Sendable {
    package let ticket: UInt64
    package let message: EngineMessage
    package let id: String
  }

  /// A message that the engine had under that number when it was first sent: it, or another of its id.
  package struct Repeat: Sendable, Equatable {
    package let sequence: UInt64
    package let payload: [UInt8]
  }

  private var items: [Item] = []
  /// Of the items, those before are kept and gone.
  private var start = 0
  private var firstTicket: UInt64 = 0
  /// Bytes on their way.
  package private(set) var bytes = 0
  /// Where the relay is: behind the last line before which all are kept.
  package private(set) var kept: RelayPlace?
  /// The last message that was known to the engine before.
  package private(set) var lastRepeat: Repeat?
  private let byteLimit: Int
  private let countLimit: Int

  /// How long an answer is waited for.
  private static let patience: Int64 = 5_000_000_000
  /// After a refusal: half a second, and each time twice that, up to half a minute.
  private static let firstPause: Int64 = 500_000_000
  private static let longestPause: Int64 = 30_000_000_000

  package init(byteLimit: Int = 8 << 20, countLimit: Int = 4096) {
    (self.byteLimit, self.countLimit) = (byteLimit, countLimit)
  }

  /// How many are on their way.
  package var count: Int { items.count - start }
  package var isEmpty: Bool { count == 0 }
  /// Whether none should be added before some are kept.
  package var isFull: Bool { bytes >= byteLimit || count >= countLimit }

  /// Adds the next message.
  ///
  /// - Parameter after: where the relay is once it and all before it are kept; nil: where it was.
  /// - Returns: what it is to be sent with.
  package mutating func add(
    _ message: EngineMessage, id: String, after: RelayPlace?
  ) -> Sending {
    let size = message.payload.count + message.headers.reduce(64) { $0 + $1.size }
    items.append(Item(message: message, id: id, after: after, size: size))
    bytes += size
    return Sending(
      ticket: firstTicket + UInt64(items.count - 1 - start), message: message, id: id)
  }

  /// Those that are to be sent by now, in their order.
  package func due(at now: Int64) -> [Sending] {
    items.indices[start...].compactMap { place in
      let item = items[place]
      guard !item.isKept, item.due <= now else { return nil }
      return Sending(
        ticket: firstTicket + UInt64(place - start), message: item.message, id: item.id)
    }
  }

  /// Notes that one was sent.
  package mutating func note(sent ticket: UInt64, at now: Int64) {
    guard let place = place(of: ticket) else { return }
    items[place].attempts += 1
    items[place].due = now + Self.patience
  }

  /// Takes in what the engine says.
  ///
  /// - Returns: why it does not keep a message, where it does not.
  package mutating func take(_ answer: EnginePublisher.Answer, at now: Int64) -> String? {
    guard let place = place(of: answer.ticket), !items[place].isKept else { return nil }
    switch answer.outcome {
    case .kept(let sequence, let isRepeat):
      if isRepeat, items[place].attempts == 1, items[place].after != nil {
        lastRepeat = Repeat(sequence: sequence, payload: items[place].message.payload)
      }
      items[place].isKept = true
      settle()
      return nil
    case .refused(let code, let words):
      putOff(place, at: now)
      return "\(words) (\(code))"
    case .unheard:
      putOff(place, at: now)
      return "nobody keeps \(items[place].message.subject) now"
    }
  }

  /// Has all be sent anew: the connection is another one, or was gone meanwhile.
  package mutating func resendAll() {
    for place in items.indices[start...] { items[place].due = .min }
  }

  /// Forgets what was known before.
  package mutating func forgetRepeat() { lastRepeat = nil }

  private mutating func putOff(_ place: Int, at now: Int64) {
    let doublings = min(6, max(0, items[place].attempts - 1))
    items[place].due = now + min(Self.longestPause, Self.firstPause << Int64(doublings))
  }

  private func place(of ticket: UInt64) -> Int? {
    guard ticket >= firstTicket, ticket - firstTicket < UInt64(count) else { return nil }
    return start + Int(ticket - firstTicket)
  }

  /// Lets go of what is kept from the first on.
  private mutating func settle() {
    while start < items.count, items[start].isKept {
      if let after = items[start].after { kept = after }
      bytes -= items[start].size
      start += 1
      firstTicket += 1
    }
    if start == items.count || start > 1024 {
      items.removeSubrange(..<start)
      start = 0
    }
  }
}
