import Events
import Journal
import Sealing
import SystemCalls

/// A segment as it was found somewhere.
struct LogPart {
  let base: Position
  let path: String
  let length: Int64
  /// Whether it is what it was sealed as; nil where nothing says what that was.
  let isSound: Bool?
}

/// The segments of which a log is put together.
enum LogParts {
  /// For each base the best segment of all folders, oldest first.
  static func all(in folders: [String]) throws(KeepingError) -> [LogPart] {
    var best: [Position: LogPart] = [:]
    for folder in folders {
      let inside = folder + "/log"
      let hasLog = try keeping { () throws(SystemError) in try FileStatus.of(inside)?.isFolder }
      let place = hasLog == true ? inside : folder
      for name in try keeping({ () throws(SystemError) in try Folder.names(in: place) }) {
        guard let base = StoreLayout.base(ofSegment: name) else { continue }
        let part = try part(base, place + "/" + name)
        if let other = best[base], !isBetter(part, than: other) { continue }
        best[base] = part
      }
    }
    return best.values.sorted { $0.base < $1.base }
  }

  private static func isBetter(_ part: LogPart, than other: LogPart) -> Bool {
    func rank(_ part: LogPart) -> Int { part.isSound.map { $0 ? 2 : 0 } ?? 1 }
    return (rank(part), part.length) > (rank(other), other.length)
  }

  private static func part(_ base: Position, _ path: String) throws(KeepingError) -> LogPart {
    try keeping { () throws(SystemError) in
      let file = try Descriptor.open(path, .read)
      let size = try file.status().size
      let told = try Folder.contents(of: path.dropLast(6) + ".sum").map { SealSum($0) }
      guard let told else { return LogPart(base: base, path: path, length: size, isSound: nil) }
      var found = SealSum()
      try found.extend(over: file, to: size)
      return LogPart(base: base, path: path, length: size, isSound: told == found)
    }
  }

  /// Copies segments into a new store. Where one ends behind the next one's beginning, the rest of it is
  /// left out; where it ends before, positions are missing.
  static func assemble(
    _ parts: [LogPart], to root: String, origin: String?, head: LogHead?,
    _ progress: (Int64) -> Void
  ) throws(KeepingError) -> Restored {
    if try keeping({ () throws(SystemError) in try FileStatus.ofName(root) }) != nil {
      throw .refused("there is something at \(root) already; name a place where nothing is")
    }
    let draft = root + ".new"
    FileCopy.remove(draft)
    do throws(KeepingError) {
      let restored = try filled(draft, parts, root, origin, progress)
      try keeping { () throws(SystemError) in try Folder.rename(draft, to: root) }
      try note(restored, head)
      return restored
    } catch {
      FileCopy.remove(draft)
      throw error
    }
  }

  private static func filled(
    _ draft: String, _ parts: [LogPart], _ root: String, _ origin: String?,
    _ progress: (Int64) -> Void
  ) throws(KeepingError) -> Restored {
    let layout = StoreLayout(root: draft)
    let identity = StoreIdentity.fresh()
    var missing: [Range<Position>] = []
    var damaged: [String] = []
    var bytes: Int64 = 0
    var end = parts.first?.base ?? .start
    try keeping { () throws(SystemError) in
      try Folder.make(draft)
      try Folder.make(layout.log)
      for (index, part) in parts.enumerated() {
        let next = index + 1 < parts.count ? parts[index + 1].base : nil
        let length = next.map { min(part.length, $0.rawValue - part.base.rawValue) } ?? part.length
        if end < part.base { missing.append(end..<part.base) }
        // The last one takes appends, and its last line may be half of one: the next append ends it.
        let sum = try FileCopy.copy(
          part.path, to: layout.segment(part.base), count: length, isSealed: next != nil,
          progress: progress)
        if next != nil {
          try Folder.replace(layout.sum(part.base), with: sum.bytes, isSynced: true)
        }
        try FileCopy.copyIfThere(
          part.path.dropLast(6) + ".redacted", to: layout.redacted(part.base))
        if part.isSound == false || sum.length < part.length {
          damaged.append(part.path)
        }
        bytes += sum.length
        end = Position(rawValue: part.base.rawValue + sum.length)
      }
      for name in beside(parts) {
        try FileCopy.copy(name, to: layout.log + "/" + name.split(separator: "/").last!)
      }
      try keepOrigin(parts, in: layout)
      try Folder.replace(layout.identity, with: identity.bytes, isSynced: true)
      try Folder.sync(layout.log)
      try Folder.sync(draft)
    }
    return Restored(
      path: root, store: identity.id, origin: origin, bytes: bytes, end: end,
      segments: parts.count, missing: missing, damaged: damaged)
  }

  /// What prune left beside the first segment.
  private static func beside(_ parts: [LogPart]) -> [String] {
    guard let first = parts.first, first.base > .start else { return [] }
    let base = String(first.path.dropLast(6)) + ".base"
    return ((try? FileStatus.of(base)) ?? nil) == nil ? [] : [base]
  }

  /// Where a part of the log is gone before the first segment, its seal says where the chain of the store
  /// begins that it was of: heads of that one can be compared by it.
  private static func keepOrigin(
    _ parts: [LogPart], in layout: StoreLayout
  ) throws(SystemError) {
    guard let first = parts.first, first.base > .start else { return }
    for name in ["seal", "head", "origin"] {
      let path = String(first.path.dropLast("jsonl".count)) + name
      if try FileCopy.copyIfThere(path, to: layout.origin(first.base)) { return }
    }
  }

  /// Says in the log where its lines are from.
  private static func note(_ restored: Restored, _ head: LogHead?) throws(KeepingError) {
    try keeping { () throws(JournalError) in
      let log = try EventLog.open(restored.path)
      var fields: [Member] = []
      if let origin = restored.origin { fields.append(Member("store", .string(origin))) }
      if let head { fields.append(Member("head", .string(head.description))) }
      if !restored.missing.isEmpty {
        let bytes = restored.missing.reduce(0) {
          $0 + $1.upperBound.rawValue - $1.lowerBound.rawValue
        }
        fields.append(Member("missing_bytes", .integer(bytes)))
      }
      try log.append(
        NewEvent(LogEventName.restored.rawValue, at: .now(), fields: fields),
        durability: .synced)
    }
  }
}
