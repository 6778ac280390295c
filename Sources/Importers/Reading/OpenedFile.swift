import Digests
import Events
import Journal
import SystemCalls

/// A file that is imported, open.
struct OpenedFile {
  /// Absolute.
  let path: String
  private let file: Descriptor
  private let packing: Packing
  /// How it looked when it was opened.
  let identity: FileIdentity
  /// How it begins: whole lines, where there are any.
  let beginning: [UInt8]
  /// What its first line is known by.
  let first: UInt64

  private static let lookedAt = 64 << 10
  private static let longestStart = LineFeed.longestLine
  /// So much of a first line tells it from others.
  private static let firstLimit = 4096

  init(_ path: String, _ identity: FileIdentity) throws(ImportError) {
    let file = try reading(path) { () throws(SystemError) in
      try Descriptor.open(path, .read, kind: .anything)
    }
    try self.init(path, identity, file)
  }

  /// The same open file, as it begins now.
  func again() throws(ImportError) -> OpenedFile { try OpenedFile(path, identity, file) }

  private init(_ path: String, _ identity: FileIdentity, _ file: Descriptor) throws(ImportError) {
    self.path = path
    self.identity = identity
    self.file = file
    packing = Packing(try PlainBytes(file, from: 0).next(8))
    var beginning = try Self.start(of: packing.bytes(of: file), limit: Self.lookedAt)
    let line = beginning.prefix { $0 != Newlines.byte }.prefix(Self.firstLimit)
    let bare = Array(line.reversed().drop { $0 == 0x0d || $0 == 0x20 }.reversed())
    first = ContentHash.first(bare.span)
    let whole = Newlines.endOfLastLine(in: beginning.span)
    if whole > 0 { beginning.removeLast(beginning.count - whole) }
    self.beginning = beginning
  }

  /// Whether it has nothing yet but a part of its first line, which may become an event.
  var beginsWithinObject: Bool {
    !beginning.contains(Newlines.byte) && beginning.first { $0 != 0x20 } == UInt8(ascii: "{")
  }

  /// As markers name it.
  var name: String { SourceName.imported(path) }

  var isPacked: Bool { packing != .none }

  var modified: Timestamp { Timestamp(rawValue: identity.modified_ns) }

  func bytes(from offset: Int64) throws(ImportError) -> any UnpackedBytes {
    try packing.bytes(of: file, from: offset)
  }

  /// Some bytes that stand before an offset; none of a packed file, which is read forwards only.
  func bytes(before offset: Int64) throws(ImportError) -> [UInt8] {
    guard !isPacked, offset > 0 else { return [] }
    let count = min(offset, Int64(Self.lookedAt))
    return try reading(path) { () throws(SystemError) in
      try file.bytes(at: offset - count, count: Int(count))
    }
  }

  private static func start(
    of bytes: any UnpackedBytes, limit: Int
  ) throws(ImportError) -> [UInt8] {
    var start: [UInt8] = []
    var hasLine = false
    // Of a long first line all is wanted.
    while start.count < limit || !hasLine && start.count < longestStart {
      var part: [UInt8] = []
      // What comes before a damaged place is there all the same; whoever reads on is told of it.
      do throws(ImportError) { part = try bytes.next(max(limit - start.count, 1 << 16)) } catch {
        if start.isEmpty { throw error }
      }
      if part.isEmpty { break }
      hasLine = hasLine || part.contains(Newlines.byte)
      start += part
    }
    return start
  }
}

/// Where the import of a file goes on that was looked at a moment ago.
struct Resume {
  let hash: ContentHash
  let place: ContentPlace
  /// As it is there; nil: it has to see all before.
  let dialect: (any Dialect)?
  /// Lines up to there.
  let known: Int
  /// Whether that is so whatever comes: not of a file of which only others' lines are known.
  let isSure: Bool
}
