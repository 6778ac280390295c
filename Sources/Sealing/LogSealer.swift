import Digests
import Events
package import Journal
import SystemCalls

/// Seals what of a log can no longer change, and says what the log is up to its end.
///
/// It writes beside the segments and never into one; an append costs the same with it and without.
package struct LogSealer: Sendable {
  package let log: EventLog
  /// How many threads read beside each other.
  package let threads: Int

  package init(_ log: EventLog, threads: Int = 2) {
    self.log = log
    self.threads = threads
  }

  /// Seals every sealed segment that has no seal yet, oldest first.
  ///
  /// - Parameter progress: told how many more bytes were read, by any thread.
  /// - Returns: those that were written.
  /// - Throws: `damaged` for a segment that is not what its sum says, or a seal that says nothing: to
  ///   seal it now would bless what was changed; else as the file system does.
  @discardableResult
  package func sealSegments(
    progress: @escaping @Sendable (Int64) -> Void = { _ in }
  ) throws(SealError) -> [SegmentSeal] {
    try locked { () throws(SealError) in try sealed(progress).written }
  }

  /// Makes the log durable, and says what it is up to the end of its last line.
  ///
  /// Before the end is taken a torn tail is ended, so that none is mended below a head later.
  ///
  /// - Throws: as `sealSegments`, and as `EventLog.end`.
  package func takeHead(
    progress: @escaping @Sendable (Int64) -> Void = { _ in }
  ) throws(SealError) -> SegmentSeal {
    let end = try sealing { () throws(JournalError) in try log.end() }
    return try locked { () throws(SealError) in try head(at: end, progress) }
  }

  private func head(
    at end: Position, _ progress: @escaping @Sendable (Int64) -> Void
  ) throws(SealError) -> SegmentSeal {
    let chain = try sealed(progress)
    let list = try sealing { () throws(SystemError) in try SegmentList(log.layout) }
    guard let base = list.bases.last(where: { $0 < end }) ?? list.bases.first else {
      throw .log(JournalError(.noStore, "there is no log at \(log.layout.log)"))
    }
    return try sealing { () throws(SystemError) in
      let file = try Descriptor.open(log.layout.segment(base), .read)
      try file.syncData()
      let length = end.rawValue - base.rawValue
      let digests = try BlockDigests.of(file, length: length, threads: threads, progress: progress)
      let seal = SegmentSeal(
        store: chain.store, base: base, length: length, digests: digests,
        before: chain.values[base] ?? ChainValue(beginningOf: chain.store),
        time: Timestamp.now().description)
      try Folder.replace(log.layout.head(base), with: seal.bytes, isSynced: true)
      return seal
    }
  }

  /// The chain as it stands now.
  private struct Chain {
    let store: String
    /// Where each segment begins, the value there.
    var values: [Position: ChainValue] = [:]
    var written: [SegmentSeal] = []
  }

  private func sealed(_ progress: @escaping @Sendable (Int64) -> Void) throws(SealError) -> Chain {
    var chain = Chain(store: try sealing { () throws(JournalError) in try log.identity().id })
    let layout = log.layout
    let list = try sealing { () throws(SystemError) in try SegmentList(layout) }
    let files = SealFiles(layout)
    guard let start = try files.beginning(of: list, store: chain.store) else { return chain }
    var value = start.value
    for base in list.bases where base >= start.base {
      chain.values[base] = value
      guard let next = list.end(of: base), !list.intents.contains(base) else { break }
      let length = next.rawValue - base.rawValue
      switch try files.seal(of: base) {
      case .readable(let seal):
        guard seal.store == chain.store, seal.before == value, seal.end == next else {
          throw .damaged("\(layout.seal(base)) does not follow from the seal before it")
        }
        value = seal.value
      case .damaged: throw .damaged("\(layout.seal(base)) is damaged")
      case .missing:
        let seal = try sealed(base, length: length, after: value, store: chain.store, progress)
        chain.written.append(seal)
        value = seal.value
      }
      chain.values[next] = value
    }
    return chain
  }

  private func sealed(
    _ base: Position, length: Int64, after before: ChainValue, store: String,
    _ progress: @escaping @Sendable (Int64) -> Void
  ) throws(SealError) -> SegmentSeal {
    let layout = log.layout
    let (file, written) = try sealing { () throws(SystemError) in
      (
        try Descriptor.open(layout.segment(base), .read),
        try Folder.contents(of: layout.sum(base))
      )
    }
    if let sum = written.flatMap({ SealSum($0) }) {
      var found = SealSum()
      try sealing { () throws(SystemError) in try found.extend(over: file, to: length) }
      guard found == sum else {
        throw .damaged("\(layout.segment(base)) is not what its sum says")
      }
    }
    guard try sealing({ () throws(SystemError) in try file.status().size }) >= length else {
      throw .damaged("\(layout.segment(base)) ends before the next segment begins")
    }
    return try sealing { () throws(SystemError) in
      let digests = try BlockDigests.of(file, length: length, threads: threads, progress: progress)
      let seal = SegmentSeal(
        store: store, base: base, length: length, digests: digests, before: before,
        time: Timestamp.now().description, sum: written.map { SHA256.hash($0.span) })
      try Folder.replace(layout.seal(base), with: seal.bytes, isSynced: true)
      return seal
    }
  }

  /// Two that seal at once would write each other's drafts.
  private func locked<Result>(_ work: () throws(SealError) -> Result) throws(SealError) -> Result {
    let lock = try sealing { () throws(SystemError) in
      let lock = try LockFile(log.layout.log + "/SEALING")
      return try lock.acquire(by: deadline(after: .seconds(60))) ? lock : nil
    }
    guard let lock else {
      throw .log(JournalError(.busy, "another tlm is sealing the log; try again"))
    }
    defer { withExtendedLifetime(lock) {} }
    try removeDrafts()
    return try work()
  }

  /// Those of who died as it wrote one: under the lock nobody else writes any.
  private func removeDrafts() throws(SealError) {
    let folder = log.layout.log
    try sealing { () throws(SystemError) in
      for name in try Folder.names(in: folder)
      where name.hasSuffix(".head.new") || name.hasSuffix(".seal.new") {
        try Folder.unlink(folder + "/" + name)
      }
    }
  }
}
