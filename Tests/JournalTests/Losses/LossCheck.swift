import Events
import Journal
import TestSupport
import Testing

/// What must hold of a disk that was found after a power loss.
struct LossCheck {
  let run: LossRun
  let promised: [LossRun.Receipt]
  let moment: String
  /// Lines that wait in sources or are in the log.
  var owed: [String] = []

  /// Checks one state; how many promised events were looked for in it.
  func state(_ image: StoreImage) throws -> Int {
    let scratch = Scratch()
    try image.restore(to: scratch.path)
    checkTorn(image)
    do {
      if !promised.isEmpty { try checkPromised(EventLog.open(scratch.store), "at first") }
      let log = try EventLog.create(scratch.store, options: run.options)
      let event = NewEvent.numbered(-1)
      let receipt = try log.append([event], timeout: .seconds(5))
      let after = try log.allBytes(from: receipt.position)
      if after != event.line() { record("the next append reads as \(after.count) bytes", image) }
      try checkPromised(log, "after an append")
      try checkSums(log, image)
      try log.drain()
      let lines = try owed.isEmpty ? [] : Set(log.lines())
      if !owed.allSatisfy(lines.contains) { record("a durable source lost its lines", image) }
    } catch { record("\(error)", image) }
    return promised.count
  }

  private func checkPromised(_ log: EventLog, _ when: String) throws {
    let bytes = try log.allBytes()
    let start = try SegmentList(log.layout).bases.first ?? .start
    let found = promised.count { receipt in
      let offset = Int(receipt.position.rawValue - start.rawValue)
      let end = offset + receipt.bytes.count
      return end <= bytes.count && Array(bytes[offset..<end]) == receipt.bytes
    }
    if found != promised.count {
      record("\(promised.count - found) synced events are gone \(when)", nil)
    }
  }

  /// A torn tail whose blanking has begun is kept, whole, at that moment.
  private func checkTorn(_ image: StoreImage) {
    for tail in run.torn where byte(at: tail.position, image) == 0x20 {
      let kept = StoreLayout(root: ".tlm").tornTail(tail.position)
      if bytes(kept, image) != tail.bytes {
        record("the torn tail at \(tail.position) was blanked and is not kept", image)
      }
    }
  }

  private func byte(at position: Position, _ image: StoreImage) -> UInt8? {
    let layout = StoreLayout(root: ".tlm")
    let bases = image.entries.compactMap { path, _ in
      path.hasSuffix(".jsonl") && path.hasPrefix(".tlm/log/")
        ? Int64(path.dropFirst(9).dropLast(6)) : nil
    }
    guard let base = bases.filter({ $0 <= position.rawValue }).max(),
      let bytes = bytes(layout.segment(Position(rawValue: base)), image)
    else { return nil }
    let offset = Int(position.rawValue - base)
    return offset < bytes.count ? bytes[offset] : nil
  }

  private func bytes(_ path: String, _ image: StoreImage) -> [UInt8]? {
    guard case .file(let bytes, _)? = image.entries.first(where: { $0.path == path })?.entry else {
      return nil
    }
    return bytes
  }

  private func checkSums(_ log: EventLog, _ image: StoreImage) throws {
    let list = try SegmentList(log.layout)
    for base in list.bases {
      guard let sum = try SealSum(Disk.bytes(log.layout.sum(base))) else { continue }
      let bytes = try Disk.bytes(log.layout.segment(base))
      var found = SealSum()
      found.add(bytes.span)
      if found != sum { record("the sum of \(base) is wrong", image) }
      if list.end(of: base) == nil { record("a sum without a successor: \(base)", image) }
    }
  }

  private func record(_ what: String, _ image: StoreImage?) {
    let files = (image?.entries ?? []).map { "\($0.path)\($0.entry.size)" }
    Issue.record("\(moment): \(what); \(files.joined(separator: " "))")
  }
}

extension StoreImage.Entry {
  fileprivate var size: String {
    guard case .file(let bytes, let mode) = self else { return "" }
    return mode == 0o600 ? "(\(bytes.count))" : "(\(bytes.count), sealed)"
  }
}
