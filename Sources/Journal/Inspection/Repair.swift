package import Events
import SystemCalls

/// What a repair did to a store.
package struct Repair: Sendable, Equatable {
  /// STORE was missing or damaged, and was written anew.
  package var wroteIdentity = false
  /// Segments whose sealing was finished.
  package var rotations: [Position] = []
  /// Half a line at the end of the log: its bytes are in `damaged`, in the log are spaces.
  package var tornTail: Range<Position>?
  /// Segments that have a sum now. It says nothing about changes before it was written.
  package var sums: [Position] = []
  /// Bytes that sources gave to the log.
  package var drained: Int64 = 0
  /// What could not be done, and why.
  package var failures: [String] = []

  package init() {}

  /// Whether there was nothing to do.
  package var isEmpty: Bool { self == Repair() }
}

extension EventLog {
  /// Finishes what dead writers left: rotations, a torn tail, missing sums, STORE, waiting
  /// sources. No other byte of the log changes, and what fails does not keep the rest from being
  /// done.
  package func repair(timeout: Duration = .seconds(10)) -> Repair {
    var repair = Repair()
    do {
      let hadIdentity = try readIdentity() != nil
      let rotations = try journaled { () throws(SystemError) in try SegmentList(layout).intents }
      let tornTail = try journaled { () throws(SystemError) in try lookAtTail() }
      try identity()
      repair.wroteIdentity = !hadIdentity
      try settle(timeout)
      repair.rotations = rotations
      repair.tornTail = tornTail
    } catch {
      // Who may not or cannot write the store can do none of it.
      repair.failures.append("\(error)")
      return repair
    }
    repair.attempt { (it) throws(SystemError) in it.sums = try writeMissingSums() }
    do {
      let drained = try drain(timeout: timeout)
      repair.drained = drained.bytes
      repair.failures += drained.failures
    } catch { repair.failures.append("\(error)") }
    return repair
  }

  /// Every intent is finished and the last byte of the log is a newline.
  private func settle(_ timeout: Duration) throws(JournalError) {
    let deadline = SystemCalls.deadline(after: timeout)
    try writer.value.withLock(by: deadline) { tail throws(JournalError) in
      try journaled { () throws(SystemError) in
        tail.forgetSegment()
        _ = try tail.end()
      }
    }
  }

  /// Sums every complete segment that has no sum, or a damaged one, and seals it.
  private func writeMissingSums() throws(SystemError) -> [Position] {
    var written: [Position] = []
    for base in try SegmentList(layout).bases.dropLast() {
      let bytes = try Folder.contents(of: layout.sum(base))
      if bytes.flatMap(SealSum.init) != nil { continue }
      let file = try Descriptor.open(layout.segment(base), .read)
      var sum = SealSum()
      try sum.extend(over: file, to: try file.status().size)
      try Folder.replace(layout.sum(base), with: sum.bytes, isSynced: true)
      try file.setPermissions(0o400)
      written.append(base)
    }
    if !written.isEmpty { try Folder.sync(layout.log) }
    return written
  }
}

extension Repair {
  /// Remembers the reason where a step fails; the others go on.
  fileprivate mutating func attempt(_ step: (inout Repair) throws(SystemError) -> Void) {
    do throws(SystemError) { try step(&self) } catch { failures.append("\(error)") }
  }
}
