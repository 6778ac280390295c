import Journal
import SystemCalls
import TestSupport

/// How a log came to be, step by step: what a test can shrink, print and do again.
enum LogStep: CustomStringConvertible {
  case line([UInt8])
  case rotate
  /// A whole line of a stranger, which waits in `in.jsonl` until it is drained.
  case inbox([UInt8])
  case drain
  /// The beginning of a line whose writer died.
  case torn

  var description: String {
    switch self {
    case .line(let bytes): "append \(Self.text(bytes))"
    case .rotate: "rotate"
    case .inbox(let bytes): "inbox \(Self.text(bytes))"
    case .drain: "drain"
    case .torn: "torn tail"
    }
  }

  private static func text(_ bytes: [UInt8]) -> String {
    String(decoding: bytes, as: UTF8.self).debugDescription
  }

  /// `count` steps, most of them lines.
  static func random(_ count: Int, _ lines: inout RandomLines) -> [LogStep] {
    (0..<count).map { _ in
      switch lines.roll(60) {
      case 0: .rotate
      case 1, 2, 3: .inbox(lines.next())
      case 4: .drain
      case 5: .torn
      default: .line(lines.next())
      }
    }
  }
}

/// A log on disk that was made by steps, and the bytes that it must consist of.
struct BuiltLog {
  let scratch = Scratch()
  let log: EventLog
  /// What waits in `in.jsonl`.
  private(set) var waiting: [UInt8] = []

  /// - Parameters:
  ///   - unindexedTail: how much of its end is not worth an index.
  ///   - fields: what else is in the index.
  init(_ steps: [LogStep], unindexedTail: Int64, fields: [String]? = nil) throws {
    var options = EventLog.Options()
    options.indexedFields = fields
    options.unindexedTail = unindexedTail
    log = try EventLog.create(scratch.store, options: options)
    for step in steps { try take(step) }
  }

  private mutating func take(_ step: LogStep) throws {
    switch step {
    case .line(let bytes): try log.append(lines: bytes + [10])
    case .rotate: try log.rotate()
    case .inbox(let bytes):
      try Disk.append(log.layout.inbox, bytes: bytes + [10])
      waiting += bytes + [10]
    case .drain:
      try log.drain()
      waiting = []
    case .torn:
      guard let last = try SegmentList(log.layout).last else { return }
      try Disk.append(log.layout.segment(last), bytes: Array("{\"torn\":".utf8))
    }
  }
}

extension Disk {
  /// Adds bytes to a file, as a program does that knows nothing of tlm.
  static func append(_ path: String, bytes: [UInt8]) throws {
    let file = try Descriptor.open(path, .append, kind: .anything, create: true)
    _ = try file.write(once: bytes.span)
  }
}
