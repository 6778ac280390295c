import Events
import Journal
import Sealing
import SystemCalls
import TestSupport

/// One change of a store's files, and how to take it back.
struct Tampering: CustomStringConvertible {
  let description: String
  /// Whether lines of the log before a head were changed, and not only what stands beside them.
  let isInLog: Bool
  /// The part of the log that was touched.
  private let range: Range<Position>
  /// What stands beside it, where that was touched alone.
  private var file: String?
  private let before: StoreFiles

  init(_ history: HonestHistory, _ dice: inout Seeded) throws {
    let layout = history.log.layout
    before = try StoreFiles(layout)
    let last = history.heads.map(\.position).max() ?? .start
    // What a prune left of states is no part of what is sealed; what it says is under its own sums.
    let beside = before.names.filter { !$0.hasSuffix(".jsonl") && !$0.hasSuffix(".base") }
    if dice.below(4) == 0, !beside.isEmpty {
      let name = beside[dice.below(beside.count)]
      try Self.damage(layout.log + "/" + name, &dice)
      (description, file, isInLog) = ("\(name) damaged", "log/" + name, false)
      range = .start..<last
      return
    }
    let bases = try SegmentList(layout).bases.filter { $0 < last }
    let base = bases[dice.below(bases.count)]
    let bytes = try Disk.bytes(layout.segment(base))
    let covered = Int(min(Int64(bytes.count), last.rawValue - base.rawValue))
    let (changed, what) = Self.changed(bytes, covered, &dice)
    // A line that is taken out may begin as the next one does: what is changed begins behind that.
    let place =
      zip(changed, bytes).enumerated().first { $1.0 != $1.1 }?.offset
      ?? min(changed.count, bytes.count)
    try Disk.write(layout.segment(base), changed)
    var how = "\(what) at \(base.rawValue) + \(place)"
    if dice.below(3) == 0 {
      // Who changes lines may well renew what stands beside them, too.
      for beside in [layout.seal(base), layout.sum(base), layout.head(base)] {
        try Folder.unlink(beside)
      }
      _ = try? LogSealer(EventLog.open(layout.root)).takeHead()
      how += ", and sealed again"
    }
    (description, isInLog) = (how, true)
    let start = Position(rawValue: base.rawValue + Int64(place))
    range = start..<Position(rawValue: start.rawValue + 1)
  }

  /// Whether a fault that was found tells of the change.
  func isMet(by fault: LogVerification.Fault) -> Bool {
    if let file { return fault.file == file }
    return fault.kind != .seal && fault.range.lowerBound <= range.lowerBound
      && fault.range.upperBound >= range.lowerBound
  }

  func undo() throws { try before.restore() }

  /// A flipped bit, or a cut.
  private static func damage(_ path: String, _ dice: inout Seeded) throws {
    var bytes = try Disk.bytes(path)
    if dice.below(2) == 0 {
      bytes[dice.below(bytes.count)] ^= UInt8(1 << dice.below(8))
    } else {
      bytes.removeLast(1 + dice.below(bytes.count - 1))
    }
    try Disk.write(path, bytes)
  }

  /// The bytes of a segment, changed within its first ones, where that is, and what it is called.
  private static func changed(
    _ bytes: [UInt8], _ covered: Int, _ dice: inout Seeded
  ) -> (bytes: [UInt8], what: String) {
    var changed = bytes
    let place = dice.below(covered)
    let start = bytes[..<place].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    let end = bytes[start...].firstIndex(of: 0x0A).map { $0 + 1 } ?? bytes.count
    switch dice.below(5) {
    case 1:
      changed.removeSubrange(start..<end)
      return (changed, "a line taken out")
    case 2:
      changed.insert(contentsOf: Array("{\"event\":\"forged\"}\n".utf8), at: start)
      return (changed, "a line put in")
    case 3 where end < covered:
      let next = bytes[end...].firstIndex(of: 0x0A).map { $0 + 1 } ?? bytes.count
      guard bytes[start..<end] != bytes[end..<next], next <= covered else { break }
      changed.replaceSubrange(start..<next, with: bytes[end..<next] + bytes[start..<end])
      return (changed, "two lines swapped")
    case 4:
      changed.removeLast(bytes.count - place)
      return (changed, "the end cut off")
    default: break
    }
    changed[place] ^= UInt8(1 << dice.below(8))
    return (changed, "a bit flipped")
  }
}

/// All files of a log, to be put back.
private struct StoreFiles {
  private let folder: String
  private var files: [String: [UInt8]] = [:]

  var names: [String] { files.keys.sorted().filter { $0.contains(".") } }

  init(_ layout: StoreLayout) throws {
    folder = layout.log
    for name in try Folder.names(in: folder) { files[name] = try Disk.bytes(folder + "/" + name) }
  }

  func restore() throws {
    for name in try Folder.names(in: folder) {
      guard let bytes = files[name] else {
        try Folder.unlink(folder + "/" + name)
        continue
      }
      if try Disk.bytes(folder + "/" + name) != bytes { try Disk.write(folder + "/" + name, bytes) }
    }
    for (name, bytes) in files where try FileStatus.of(folder + "/" + name) == nil {
      try Disk.write(folder + "/" + name, bytes)
    }
  }
}
