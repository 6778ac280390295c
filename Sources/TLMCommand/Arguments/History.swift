import TLM

/// What is replayed: the log of a store as far as it goes now, or files.
struct History {
  private let log: EventLog?
  private let end: Position
  private let files: [String]
  private let bytes: Int64?
  private let beginning = InputBeginning()

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

  /// Says what files look like in which no line is an event, once they were read.
  ///
  /// - Throws: `UnreadableInput`, where it has lines.
  func failIfUnreadable() throws {
    let read = beginning.bytes
    if LineParser().parse(LineChunk(read)).quarantined.isEmpty { return }
    throw UnreadableInput(read, of: files)
  }

  /// Where it begins for a backtest; nil for files.
  func beginning(of backtest: Backtest) throws -> EvaluationBeginning? {
    try log.map { try backtest.beginning(of: $0) }
  }

  /// Its lines from the beginning, which move a bar on as they are read.
  ///
  /// - Parameter start: where that is, where it is not the log's.
  func lines(_ title: String, from start: Position? = nil) throws(JournalError) -> HistoryLines {
    let progress = SharedProgress(title, total: bytes)
    guard let log else { return HistoryLines(Concatenated(paths: files), progress, beginning) }
    return HistoryLines(try log.read(from: start, to: end), progress)
  }
}

/// The lines of a history.
struct HistoryLines: LineSource, ~Copyable {
  private var log: LogLines?
  private var files: Concatenated?
  private let progress: SharedProgress
  private let beginning: InputBeginning?

  init(_ log: consuming LogLines, _ progress: SharedProgress) {
    self.log = .some(consume log)
    self.progress = progress
    beginning = nil
  }

  init(
    _ files: consuming Concatenated, _ progress: SharedProgress, _ beginning: InputBeginning
  ) {
    self.files = .some(consume files)
    self.progress = progress
    self.beginning = beginning
  }

  mutating func next() throws(JournalError) -> LineChunk? {
    let chunk = log == nil ? try files?.next() : try log?.next()
    if let chunk { beginning?.keep(chunk) }
    if let chunk { progress.add(Int64(chunk.count)) } else { progress.finish() }
    return chunk
  }
}
