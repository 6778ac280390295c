import Events
import Journal
import SystemCalls

/// Reads a log and compares it with what it was.
///
/// The value of the chain is computed from the bytes as they are. Where a head that somebody kept does not
/// hold, the seals beside the segments say which block was changed: those of them that lead to the
/// head are what was written then, since nobody finds others that do.
package struct LogVerifier {
  private let layout: StoreLayout
  private let store: String
  /// That of the store as it is, where the log is a copy of another one's: its own seals say nothing of that.
  private let own: String?
  private let threads: Int
  private let progress: @Sendable (Int64) -> Void
  private var heads: [LogHead]
  private let explained: ExplainedBlocks
  private(set) var result = LogVerification()
  /// What is found between two heads, until it is known whether the seals are to be trusted.
  private var suspicions: [LogVerification.Fault] = []
  /// Segments whose seals are not those that were there as what follows was sealed: whoever renewed one may
  /// have changed any line of it.
  private var disowned: [Range<Position>] = []
  /// The heads that stand beside segments and follow from the seals before.
  private var told: Set<LogHead> = []
  /// Where heads that do not hold were explained.
  private var located: [Range<Position>] = []
  /// Where the last head was that held.
  private var held = Position.start
  /// Where the first segment begins of which lines were blanked, and no event says so.
  private var untold: Position?
  /// Where the segment begins that was read before this one.
  private var last: Position?
  /// Whether nothing says what stood before the first segment: where a head does not hold, it may be for that.
  private var beginsAnew = false

  init(
    _ layout: StoreLayout, store: String, own: String?, _ heads: [LogHead],
    _ explained: ExplainedBlocks, threads: Int, _ progress: @escaping @Sendable (Int64) -> Void
  ) {
    self.layout = layout
    self.store = store
    self.own = own == store ? nil : own
    self.heads = Array(Set(heads)).sorted {
      ($0.position, $0.description) < ($1.position, $1.description)
    }
    self.explained = explained
    self.threads = threads
    self.progress = progress
  }

  mutating func run() throws(SealError) {
    let list = try sealing { () throws(SystemError) in try SegmentList(layout) }
    let files = SealFiles(layout)
    guard let (first, beginning) = try files.beginning(of: list, store: store) else {
      return finish()
    }
    if try files.origin(of: first) == .damaged { note(first..<first, layout.origin(first), .seal) }
    var chain = ChainCourse(actual: beginning, told: beginning)
    (held, result.end) = (first, first)
    beginsAnew = first > .start && beginning == ChainValue(beginningOf: store)
    refuse(before: first, beginning)
    for base in list.bases where base >= first {
      if result.end < base {
        suspect(result.end..<base, layout.segment(base), .missing)
        refuse(inGapBefore: base)
        result.end = base
      }
      try verify(base, upTo: list.end(of: base), &chain, files)
    }
    finish()
  }

  /// Heads in front of what is left hold only where they are the beginning itself.
  private mutating func refuse(before first: Position, _ beginning: ChainValue) {
    while let head = heads.first, head.position <= first {
      heads.removeFirst()
      let isBeginning = head.position == first && head.value == beginning
      let outcome: LogVerification.HeadCheck.Outcome =
        isBeginning ? .holds : head.position < first ? .pruned : .broken
      result.heads.append(LogVerification.HeadCheck(head: head, outcome: outcome))
      if outcome == .broken { note(first..<first, layout.segment(first), .unknown) }
    }
  }

  /// Heads where bytes are gone do not hold.
  private mutating func refuse(inGapBefore base: Position) {
    while let head = heads.first, head.position < base {
      heads.removeFirst()
      result.heads.append(LogVerification.HeadCheck(head: head, outcome: .broken))
      release(before: head.position)
      refuse(head, in: layout.log)
    }
  }

  /// Where nothing that leads to a head says what is missing before it, lines anywhere behind the last one
  /// that held may be.
  private mutating func refuse(_ head: LogHead, in path: String) {
    if told.contains(head) { return }
    located.append(held..<max(held, result.end))
    note(held..<max(held, result.end), path, .unknown)
  }

  /// What seals say against bytes that a head vouches for is wrong with the seals; a block that the head
  /// covers in part may differ behind it.
  private mutating func refute(before position: Position) {
    var left: [LogVerification.Fault] = []
    for fault in suspicions {
      let (start, end) = (fault.range.lowerBound, fault.range.upperBound)
      let isBehind = fault.kind != .seal && end > position
      if isBehind {
        left.append(
          LogVerification.Fault(
            range: max(start, position)..<end, file: fault.file, kind: fault.kind))
      }
      let covered = position.rawValue - start.rawValue
      if !isBehind || covered >= Int64(BlockDigests.block) {
        note(start..<min(end, max(start, position)), fault.sealFile, .seal)
      }
    }
    suspicions = left
  }

  /// Takes for true what was found before a head that does not hold.
  ///
  /// - Returns: whether it says where the log differs.
  @discardableResult
  private mutating func release(before position: Position) -> Bool {
    let places = suspicions.filter { $0.range.lowerBound < position }
    suspicions.removeAll { $0.range.lowerBound < position }
    for fault in places {
      note(fault.range, fault.file, fault.kind)
      if fault.kind != .seal { located.append(fault.range) }
    }
    for range in disowned { note(range, layout.segment(range.lowerBound), .unknown) }
    disowned = []
    // What told of it stood in a line behind it.
    if let untold { note(untold..<max(untold, position), layout.log, .unknown) }
    return places.contains { $0.kind != .seal }
  }

  private mutating func verify(
    _ base: Position, upTo next: Position?, _ chain: inout ChainCourse, _ files: SealFiles
  ) throws(SealError) {
    let path = layout.segment(base)
    let (file, size) = try sealing { () throws(SystemError) in
      let file = try Descriptor.open(path, .read)
      return (file, try file.status().size)
    }
    let length = next.map { min(size, $0.rawValue - base.rawValue) } ?? size
    var digests = try sealing { () throws(SystemError) in
      try BlockDigests.of(file, length: length, threads: threads, progress: progress)
    }
    let blanked = explained.explain(base, length: length, &digests)
    if blanked.isUntold {
      note(base..<base, layout.redacted(base), .seal)
      untold = untold ?? base
    }
    result.redacted += blanked.ranges
    result.bytes += length
    result.segments += 1
    let end = Position(rawValue: base.rawValue + length)
    if let next, size > next.rawValue - base.rawValue {
      note(next..<Position(rawValue: base.rawValue + size), path, .added)
    }
    var segment = VerifiedSegment(base: base, end: end, file: file, digests: digests, before: chain)
    try segment.lookBeside(files, leavingOut: own)
    segment.beginnings = blanked.beginnings
    if blanked.isKnown, try files.isSumRight(of: base, file, length: length) {
      segment.sum = segment.seal.seal?.sum
    }
    compare(segment)
    while let head = heads.first, head.position <= end {
      heads.removeFirst()
      try check(head, segment)
    }
    (result.end, last) = (end, base)
    chain.actual = ChainValue(
      chain.actual, store: store, base: base, length: length, digests: digests[...])
    chain.told = segment.seal.seal.flatMap { $0.before == segment.before.told ? $0.value : nil }
  }

  /// Notes where a segment is not what its seal says, and a seal that says nothing.
  private mutating func compare(_ segment: VerifiedSegment) {
    let path = layout.segment(segment.base)
    switch segment.seal {
    case .missing: break
    case .damaged:
      suspect(segment.base..<segment.end, layout.seal(segment.base), .seal)
    case .readable(let seal):
      if seal.store != store || segment.before.told.map({ $0 != seal.before }) ?? false {
        suspect(segment.base..<segment.end, layout.seal(segment.base), .seal)
        disown(before: segment.base)
      }
      if let sum = seal.sum, segment.sum != sum {
        note(segment.base..<segment.end, layout.sum(segment.base), .seal)
      }
      let before = suspicions.count
      compare(segment, with: seal, path)
      if suspicions.count == before { result.sealed += 1 }
    }
    switch segment.head {
    case .missing: break
    case .damaged: suspect(segment.base..<segment.end, layout.head(segment.base), .seal)
    case .readable(let head):
      if head.store != store || segment.before.told.map({ $0 != head.before }) ?? false {
        suspect(segment.base..<segment.end, layout.head(segment.base), .seal)
        disown(before: segment.base)
      }
      if segment.seal.seal == nil { compare(segment, with: head, path) }
      if head.before == segment.before.told { told.insert(head.head) }
    }
  }

  /// - Parameter base: where a segment begins, whose seal is of another one before it.
  private mutating func disown(before base: Position) {
    if let previous = last, previous < base { disowned.append(previous..<base) }
  }

  /// Notes the blocks in which a segment is not what was sealed of it.
  private mutating func compare(_ segment: VerifiedSegment, with seal: SegmentSeal, _ path: String)
  {
    for range in segment.differences(from: seal) { suspect(range, path, .changed) }
    if segment.end < seal.end { suspect(segment.end..<seal.end, path, .missing) }
    if segment.seal.seal != nil, segment.end > seal.end {
      suspect(seal.end..<segment.end, path, .added)
    }
  }

  /// Compares the log up to a head with it.
  private mutating func check(_ head: LogHead, _ segment: VerifiedSegment) throws(SealError) {
    let length = head.position.rawValue - segment.base.rawValue
    let whole = Int(length / Int64(BlockDigests.block))
    let start = Int64(whole * BlockDigests.block)
    let rest = try sealing { () throws(SystemError) in
      try segment.file.bytes(at: start, count: Int(length - start))
    }
    let last = segment.beginnings[head.position] ?? BlockDigests.digests(of: rest)
    func value(_ before: ChainValue, _ digests: [UInt8]) -> ChainValue {
      ChainValue(
        before, store: store, base: segment.base, length: length,
        digests: (digests.prefix(whole * 32) + last)[...])
    }
    if value(segment.before.actual, segment.digests) == head.value {
      result.heads.append(LogVerification.HeadCheck(head: head, outcome: .holds))
      refute(before: head.position)
      disowned = []
      return held = head.position
    }
    result.heads.append(LogVerification.HeadCheck(head: head, outcome: .broken))
    var isTrusted = false
    if let told = segment.before.told {
      for seal in [segment.head.seal, segment.seal.seal] {
        guard let seal, seal.before == told else { continue }
        isTrusted =
          isTrusted || seal.head == head
          || seal.length >= length && value(told, seal.digests) == head.value
      }
    }
    locate(head, segment, isTrusted: isTrusted)
  }

  /// Says where the log differs before a head that does not hold; what seals say that lead to no head is
  /// not all there is.
  private mutating func locate(_ head: LogHead, _ segment: VerifiedSegment, isTrusted: Bool) {
    let isLocated = release(before: head.position)
    let isKnown =
      !beginsAnew && located.contains { $0.lowerBound < head.position && $0.upperBound >= held }
    if isTrusted && isLocated || !isLocated && isKnown { return }
    located.append(min(held, head.position)..<head.position)
    note(min(held, head.position)..<head.position, layout.segment(segment.base), .unknown)
  }

  private mutating func suspect(
    _ range: Range<Position>, _ path: String, _ kind: LogVerification.Kind
  ) { suspicions.append(.init(range, at: path, kind, below: layout.root)) }

  mutating func note(
    _ range: Range<Position>, _ path: String, _ kind: LogVerification.Kind
  ) {
    let fault = LogVerification.Fault(range, at: path, kind, below: layout.root)
    if !result.faults.contains(fault) { result.faults.append(fault) }
  }

  /// Heads beyond the end, and what nobody vouched for.
  private mutating func finish() {
    for head in heads {
      result.heads.append(LogVerification.HeadCheck(head: head, outcome: .beyond))
      note(result.end..<max(result.end, head.position), layout.log, .missing)
      refuse(head, in: layout.log)
    }
    heads = []
    for fault in suspicions { note(fault.range, fault.file, fault.kind) }
    suspicions = []
    result.sortFaults()
  }
}
