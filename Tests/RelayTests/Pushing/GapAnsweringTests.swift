import Events
import Journal
import TestSupport
import Testing

@testable import Relay

@Suite struct GapAnsweringTests {
  private let scratch = Scratch()

  /// A log and how far a pusher of it is.
  private func pushed(
    _ count: Int, matching filter: Filter = Filter()
  ) throws -> (EventLog, PushProgress) {
    let log = try EventLog.create(scratch.store)
    for number in 0..<count { try log.append(.numbered(number)) }
    var walk = RelayedWalk(
      from: .start, through: .start, pulledEnd: .start, PushPlaces(), [(.start, filter)])
    try walk.go(to: .max, in: log)
    let progress = PushProgress(
      place: walk.place, through: walk.through, places: walk.places,
      filters: [(.start, filter)])
    return (log, progress)
  }

  private func answer(
    _ log: EventLog, _ progress: PushProgress, from: Int64, to: Int64, part: Int? = nil,
    room: Int = 1 << 20
  ) -> GapAnswer {
    var answering = GapAnswering(log)
    let request = GapRequest(from: from, to: to, position: .start, part: part)
    return answering.answer(request, progress, room: room)
  }

  @Test func `what was pushed is answered, from whichever line on`() throws {
    let (log, progress) = try pushed(50)
    guard case .lines(let all) = answer(log, progress, from: 0, to: progress.place.offset) else {
      Issue.record("no lines")
      return
    }

    #expect(all.count == 50)
    #expect(all.last?.next == progress.place.offset)
    for line in all {
      let one = answer(log, progress, from: line.offset, to: line.next)
      #expect(one == .lines([line]))
    }
    #expect(answer(log, progress, from: progress.place.offset, to: .max >> 8) == .lines([]))
  }

  @Test func `an answer has no more than fits, and is gone on with where it ends`() throws {
    let (log, progress) = try pushed(200)
    var (from, lines, answers) = (Int64(0), 0, 0)

    while from < progress.place.offset {
      let found = answer(log, progress, from: from, to: progress.place.offset, room: 4096)
      #expect(found.bytes(from: from).count <= 4096)
      guard case .lines(let some) = found, let last = some.last else {
        Issue.record("\(found)")
        return
      }
      (from, lines, answers) = (last.next, lines + some.count, answers + 1)
    }

    #expect(lines == 200 && answers > 5)
  }

  @Test func `a line that is too long for an answer goes in parts`() throws {
    let (log, progress) = try pushed(3)
    var parts = LineParts()
    var whole: RelayLine?

    for number in 1...100 where whole == nil {
      let found = answer(
        log, progress, from: 0, to: 1, part: number == 1 ? nil : number, room: 530)
      guard case .part(let part) = found else {
        Issue.record("\(found)")
        return
      }
      whole = parts.add(part)
    }

    #expect(whole?.bytes == Array(NewEvent.numbered(0).text.utf8))
    guard case .unknown = answer(log, progress, from: 0, to: 1, part: 101, room: 530) else {
      Issue.record("there is no such part")
      return
    }
  }

  @Test func `what was never pushed is not answered`() throws {
    let (log, progress) = try pushed(5)

    for from in [Int64(1), progress.place.offset + 1] {
      guard case .unknown = answer(log, progress, from: from, to: from + 10) else {
        Issue.record("offset \(from) is of no line")
        continue
      }
    }
  }

  @Test func `a log that is another one than was pushed answers nothing`() throws {
    let (log, progress) = try pushed(5)
    var other = progress
    other.place.chain = .start

    guard case .unknown = answer(log, other, from: 0, to: 10) else {
      Issue.record("its lines are other ones")
      return
    }
  }
}
