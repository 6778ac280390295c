import Events
import Journal
import SystemCalls
import TestSupport
import Testing

/// A store at which two processes are at work, one of which comes in between the system calls of
/// the other: the moments at which it may are tried one after the other, each on a store of its own.
struct Moments {
  /// What the moments are of, for failures.
  let name: String
  /// Lines before, and whatever else stands there.
  var prepare: @Sendable (EventLog) throws -> Void = { log in
    for number in 0..<2 { try log.append(.numbered(number)) }
  }
  var options = EventLog.Options()
  /// What the other one does in between.
  let other: @Sendable (EventLog) throws -> Void

  /// One moment, and the store in which it was tried.
  struct Moment {
    let name: String
    let log: EventLog
    fileprivate let scratch: Scratch
  }

  /// Tries every moment: the other one comes before each call of `act` in turn, and at last, which
  /// is no moment of it, not at all.
  ///
  /// - Returns: how many moments there are.
  @discardableResult
  func all<Result>(
    _ act: (EventLog) throws -> Result, then check: (Moment, Result) throws -> Void
  ) throws -> Int {
    var number = 1
    while try attempt(number, after: nil, act, check) { number += 1 }
    return number - 1
  }

  /// Tries the moments within the first read of `act`: so many bytes of it come before the other
  /// one, the rest after it.
  func within<Bytes: Sequence<Int>, Result>(
    read bytes: Bytes, _ act: (EventLog) throws -> Result,
    then check: (Moment, Result) throws -> Void
  ) throws {
    for count in bytes {
      let wasRead = try attempt(1, after: count, act, check)
      #expect(wasRead, "\(name): nothing was read")
    }
  }

  private func attempt<Result>(
    _ number: Int, after bytes: Int?, _ act: (EventLog) throws -> Result,
    _ check: (Moment, Result) throws -> Void
  ) throws -> Bool {
    let scratch = Scratch()
    let log = try EventLog.create(scratch.store, options: options)
    try prepare(log)
    let stranger = try EventLog.open(scratch.store, options: options)
    let (other, title) = (
      other, "\(name), before call \(number)\(bytes.map { " and \($0)" } ?? "")"
    )
    let (result, struck) = Faults.interrupt(
      call: number, after: bytes,
      by: { do { try other(stranger) } catch { Issue.record("\(title): \(error)") } },
      { try act(log) })
    guard let struck else { return false }
    let moment = Moment(name: "\(title): \(struck)", log: log, scratch: scratch)
    switch result {
    case .success(let result): try check(moment, result)
    case .failure(let error): Issue.record("\(moment.name): \(error)")
    }
    return true
  }
}

extension EventLog {
  /// The whole line that stands at a position.
  func line(at position: Position) throws -> String? {
    var reader = try read(from: position)
    return try reader.next()?.lines.first
  }
}
