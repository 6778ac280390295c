import Events
import Journal
import TestSupport
import Testing

@testable import Relay

@Suite struct OriginDecisionTests {
  private let scratch = Scratch()
  private let id = "0123456789abcdef0123456789abcdef"
  private let other = "ffffffffffffffffffffffffffffffff"

  private func place(_ offset: Int64, _ chain: [UInt8] = [1]) -> RelayPlace {
    var value = RelayChain.start
    value.add(chain.span, at: .start)
    return RelayPlace(
      position: Position(rawValue: offset), offset: offset, lines: 1, chain: value)
  }

  private func head(_ place: RelayPlace) -> RelayHead {
    RelayHead(
      origin: id, place, OriginWords(host: "", store: "", version: ""), at: Timestamp(rawValue: 0))
  }

  private func known(_ change: (inout OriginDecision.Case) -> Void) throws -> OriginDecision {
    let log = try EventLog.create(scratch.store)
    for number in 0..<20 { try log.append(.numbered(number)) }
    let through = try LogPlace(in: log, at: log.bounds().upperBound)
    let checkpoint = PushCheckpoint(
      origin: id, stream: "tlm", url: "nats://a", place: place(100), through: through,
      pulledEnd: .start, filters: [.init(start: .start, through: .start, words: [:])], folder: 5,
      time: Timestamp(rawValue: 0))
    var known = OriginDecision.Case(
      id: id, checkpoint: checkpoint, folder: 5, end: through.position, wasReplaced: false,
      head: head(place(100)))
    change(&known)
    return OriginDecision.decide(known)
  }

  @Test func `a store goes on where it was`() throws {
    #expect(try known { _ in } == .resume)
    // A head that the engine lost is no reason.
    #expect(try known { $0.head = nil } == .resume)
    #expect(try known { $0.head = head(place(50, [9])) } == .resume)
    #expect(try known { $0.end = Position(rawValue: 1 << 30) } == .resume)
  }

  @Test func `one of which nothing is known begins, unless the engine knows it`() throws {
    #expect(try known { ($0.checkpoint, $0.head) = (nil, nil) } == .begin)
    #expect(try known { $0.checkpoint = nil } == .compare)
    #expect(try known { $0.head = head(place(101)) } == .compare)
  }

  @Test func `a copy is one of its own, behind what was pushed of the other`() throws {
    for change: (inout OriginDecision.Case) -> Void in [
      { $0.folder = 6 }, { $0.id = other }, { $0.head = head(place(100, [2])) },
    ] {
      guard case .own(behindCheckpoint: true, _) = try known(change) else {
        Issue.record("it is taken for the store that was pushed")
        continue
      }
    }
  }

  @Test func `another log is one of its own from its beginning`() throws {
    for change: (inout OriginDecision.Case) -> Void in [
      { $0.wasReplaced = true }, { $0.end = .start },
    ] {
      guard case .own(behindCheckpoint: false, _) = try known(change) else {
        Issue.record("it is taken for the log that was pushed")
        continue
      }
    }
  }
}
