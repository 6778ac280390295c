import Events
import Testing

@testable import Relay

@Suite struct SendWindowTests {
  private var window = SendWindow(byteLimit: 10_000, countLimit: 4)

  private func place(_ lines: Int64) -> RelayPlace {
    RelayPlace(position: Position(rawValue: lines), offset: lines, lines: lines, chain: .start)
  }

  private mutating func add(_ number: Int64) -> UInt64 {
    window.add(
      EngineMessage("x", payload: [UInt8(number)]), id: "\(number)", after: place(number)
    ).ticket
  }

  private func kept(_ ticket: UInt64, isRepeat: Bool = false) -> EnginePublisher.Answer {
    .init(ticket: ticket, outcome: .kept(sequence: ticket &+ 1, isRepeat: isRepeat))
  }

  @Test mutating func `it is as far as the first that is not kept`() {
    let tickets = (1...4).map { add($0) }
    for ticket in tickets { window.note(sent: ticket, at: 0) }

    _ = window.take(kept(tickets[1]), at: 0)
    #expect(window.kept == nil)
    _ = window.take(kept(tickets[0]), at: 0)
    #expect(window.kept == place(2))
    _ = window.take(kept(tickets[3]), at: 0)
    _ = window.take(kept(tickets[2]), at: 0)

    #expect(window.kept == place(4))
    #expect(window.isEmpty && window.bytes == 0)
  }

  @Test mutating func `no more is on its way than may be`() {
    for number in 1...4 {
      #expect(!window.isFull)
      _ = add(Int64(number))
    }
    #expect(window.isFull)
    var small = SendWindow(byteLimit: 100, countLimit: 100)
    _ = small.add(
      EngineMessage("x", payload: [UInt8](repeating: 1, count: 100)), id: "1", after: nil)
    #expect(small.isFull)
  }

  @Test mutating func `what gets no answer is sent again after five seconds, and not before`() {
    let first = add(1)
    let second = add(2)
    #expect(window.due(at: 0).map(\.ticket) == [first, second])
    window.note(sent: first, at: 0)
    window.note(sent: second, at: 1_000_000_000)

    #expect(window.due(at: 4_999_999_999).isEmpty)
    #expect(window.due(at: 5_000_000_000).map(\.ticket) == [first])
    _ = window.take(kept(first), at: 0)
    #expect(window.due(at: 6_000_000_000).map(\.ticket) == [second])
    window.resendAll()
    #expect(window.due(at: 0).map(\.ticket) == [second])
  }

  @Test mutating func `what is refused waits longer each time, half a minute at most`() {
    let ticket = add(1)
    var now: Int64 = 0
    var pauses: [Int64] = []
    for _ in 0..<10 {
      window.note(sent: ticket, at: now)
      let reason = window.take(
        .init(ticket: ticket, outcome: .refused(code: 10077, words: "full")), at: now)
      #expect(reason == "full (10077)")
      var pause: Int64 = 0
      while window.due(at: now + pause).isEmpty { pause += 500_000_000 }
      pauses.append(pause / 500_000_000)
      now += pause
    }
    #expect(pauses == [1, 2, 4, 8, 16, 32, 60, 60, 60, 60])
    #expect(window.kept == nil && !window.isEmpty)
  }

  @Test mutating func `only what was never sent before is told as somebody's repeat`() {
    let first = add(1)
    window.note(sent: first, at: 0)
    window.note(sent: first, at: 5_000_000_000)
    _ = window.take(kept(first, isRepeat: true), at: 0)
    #expect(window.lastRepeat == nil)

    let second = add(2)
    window.note(sent: second, at: 0)
    _ = window.take(kept(second, isRepeat: true), at: 0)
    #expect(window.lastRepeat == .init(sequence: second + 1, payload: [2]))
  }

  @Test mutating func `answers to what nobody asked change nothing`() {
    let ticket = add(1)
    for other in [ticket + 1, .max] { _ = window.take(kept(other), at: 0) }
    #expect(window.count == 1)
    _ = window.take(kept(ticket), at: 0)
    _ = window.take(kept(ticket), at: 0)
    #expect(window.isEmpty)
  }

  @Test mutating func `tickets go on over thousands of messages`() {
    var window = SendWindow(countLimit: 100)
    for number in 0..<10_000 {
      let sending = window.add(EngineMessage("x"), id: "\(number)", after: place(Int64(number)))
      #expect(sending.ticket == UInt64(number))
      window.note(sent: sending.ticket, at: 0)
      if number % 3 == 2 {
        for ticket in (sending.ticket - 2...sending.ticket).reversed() {
          _ = window.take(kept(ticket), at: 0)
        }
        #expect(window.isEmpty && window.kept == place(Int64(number)))
      }
    }
  }
}
