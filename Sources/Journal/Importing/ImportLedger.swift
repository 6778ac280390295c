package import Events
import SystemCalls

/// What was imported into a log, by content, and how the files looked that it came from.
///
/// All of it stands in the log, in the markers. The file `log/IMPORTS` only spares looking for them:
/// an old one costs time, one that does not fit the log is left aside.
package struct ImportLedger: Sendable {
  /// Runs by the first line of their content.
  private var contents: [UInt64: Content] = [:]
  /// Every marker before this position is accounted for.
  package internal(set) var through: Position
  /// How files looked when all of them was known, by their paths.
  package var looks: [String: ImportLook] = [:]

  /// The runs of contents that begin with one line.
  fileprivate struct Content {
    /// By where they begin.
    var runs: [ContentPlace: [ImportedRun]] = [:]
    /// How many bytes of their content are before them, each number once, in order.
    var starts: [Int64] = []
  }

  init(through: Position) { self.through = through }

  /// The runs that go on from a place of a content.
  package func runs(from place: ContentPlace, first: UInt64) -> [ImportedRun] {
    contents[first]?.runs[place] ?? []
  }

  /// Whether any content is known that begins so.
  package func isKnown(first: UInt64) -> Bool { contents[first] != nil }

  /// How many bytes are before the next run behind so many bytes of a content that begins so; nil
  /// where there is none.
  package func nextStart(after length: Int64, first: UInt64) -> Int64? {
    guard let starts = contents[first]?.starts else { return nil }
    let index = Self.index(of: length + 1, in: starts)
    return index < starts.count ? starts[index] : nil
  }

  package mutating func add(_ run: ImportedRun) {
    contents[run.content.first, default: Content()].add(run)
  }

  /// Takes note of what came of an attempt.
  package mutating func note(_ step: ImportStep) { count(step) }

  /// All of them, in the order of the log.
  var all: [ImportedRun] {
    contents.values.flatMap { $0.runs.values.joined() }.sorted { $0.position < $1.position }
  }

  /// The first of numbers in their order that is not below another.
  fileprivate static func index(of number: Int64, in numbers: [Int64]) -> Int {
    var (low, high) = (0, numbers.count)
    while low < high {
      let middle = (low + high) / 2
      if numbers[middle] < number { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

extension ImportLedger.Content {
  fileprivate mutating func add(_ run: ImportedRun) {
    runs[run.content.start, default: []].append(run)
    let start = run.content.start.length
    guard let last = starts.last, start <= last else { return starts.append(start) }
    let index = ImportLedger.index(of: start, in: starts)
    if starts[index] != start { starts.insert(start, at: index) }
  }
}

/// How a file looked when it was imported: one that looks the same has nothing new.
package struct ImportLook: Sendable, Equatable {
  package var device: UInt64
  package var inode: UInt64
  package var size: Int64
  package var modified_ns: Int64
  /// The dialect that it was read by.
  package var format: String
  /// Lines of it that are in the log.
  package var events: Int
  package var quarantined: Int
  /// Bytes of a last line that is not whole yet.
  package var unfinished: Int64

  package init(
    _ status: FileIdentity, format: String, events: Int, quarantined: Int, unfinished: Int64
  ) {
    device = status.device
    inode = status.inode
    size = status.size
    modified_ns = status.modified_ns
    self.format = format
    self.events = events
    self.quarantined = quarantined
    self.unfinished = unfinished
  }

  /// Whether a file looks so.
  package func fits(_ file: FileIdentity) -> Bool {
    device == file.device && inode == file.inode && size == file.size
      && modified_ns == file.modified_ns
  }
}

/// By what an unchanged file is known.
package struct FileIdentity: Sendable, Equatable {
  package let device: UInt64
  package let inode: UInt64
  package let size: Int64
  package let modified_ns: Int64

  package init(device: UInt64, inode: UInt64, size: Int64, modified_ns: Int64) {
    self.device = device
    self.inode = inode
    self.size = size
    self.modified_ns = modified_ns
  }
}
