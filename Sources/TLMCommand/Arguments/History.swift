import TLM

/// What is replayed: the log of a store as far as it goes now, or files.
struct History {
  private let log: EventLog?
  private let end: Position
  private let files: [String]
  private let bytes: Int64?

  /// - Parameter store: nil to read the files.
  init(of store: Store?, files: [String]) throws {
    self.files = files
    log = store?.log
    guard let store else {
      end = .start
      bytes = FileCheck.size(of: files)
      return
    }
    _ = store.drainBeforeReading()
    let bounds = try store.log.bounds()
    end = bounds.upperBound
    bytes = end.rawValue - bounds.lowerBound.rawValue
  }

  /// Its lines from the beginning, which move a bar on as they are read.
  func lines(_ title: String) throws(JournalError) -> HistoryLines {
    let progress = SharedProgress(title, total: bytes)
    guard let log else { return HistoryLines(Concatenated(paths: files), progress) }
    return HistoryLines(try log.read(to: end), progress)
  }
}

/// The lines of a history.
struct HistoryLines: LineSource, ~Copyable {
  private var log: LogLines?
  private var files: Concatenated?
  private let progress: SharedProgress

  init(_ log: consuming LogLines, _ progress: SharedProgress) {
    self.log = .some(consume log)
    self.progress = progress
  }

  init(_ files: consuming Concatenated, _ progress: SharedProgress) {
    self.files = .some(consume files)
    self.progress = progress
  }

  mutating func next() throws(JournalError) -> LineChunk? {
    let chunk = log == nil ? try files?.next() : try log?.next()
    if let chunk { progress.add(Int64(chunk.count)) } else { progress.finish() }
    return chunk
  }
}
