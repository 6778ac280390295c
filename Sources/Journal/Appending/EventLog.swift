public import Events
import SystemCalls

/// The append-only log of one store on disk: the one source of truth.
///
/// Any number of processes append to one log and read it at the same time. A program opens a log
/// once and shares the object between its threads.
/// ```swift
/// let log = try EventLog.open(".tlm")
/// let receipt = try log.append(NewEvent("build_finished", fields: [Member("result", "pass")]))
/// print(receipt.position)
/// ```
public final class EventLog: Sendable {
  /// Where the files of the store are.
  package let layout: StoreLayout
  /// What was chosen when the log was opened.
  public let options: EventLog.Options
  let writer: ForkSafe<Writer>

  /// - Parameter refusal: why nothing may be written, where that is known beforehand.
  init(layout: StoreLayout, options: EventLog.Options, refusal: JournalError? = nil) {
    self.layout = layout
    self.options = options
    writer = ForkSafe { Writer(layout: layout, options: options, refusal: refusal) }
  }

  /// The log of the store at `root`, for reading, and for writing where that is possible.
  ///
  /// Opening creates nothing and checks no line: damage of any kind is found when it is read, and
  /// is never a reason to refuse. Whether the disk lets it be written shows at the first append,
  /// whether its format does says `identity()`.
  ///
  /// - Throws: `noStore` where there is none, `system` where its folder cannot be looked at.
  public static func open(_ root: String, options: EventLog.Options = EventLog.Options())
    throws(JournalError) -> EventLog
  {
    let layout = StoreLayout(root: absolute(root))
    let status = try journaled { () throws(SystemError) in try FileStatus.ofName(layout.log) }
    guard let status else {
      throw JournalError(.noStore, "there is no store at \(root); make one with tlm init")
    }
    guard status.isFolder else { throw Self.notAStore(layout) }
    let log = EventLog(layout: layout, options: options)
    // An identity that cannot be read is no reason to refuse.
    guard let identity = (try? log.readIdentity()) ?? nil,
      identity.format > StoreIdentity.currentFormat
    else { return log }
    return EventLog(layout: layout, options: options, refusal: log.newerFormat(identity))
  }

  /// The log of the store at `root`, which is made if it is not there.
  ///
  /// - Throws: `readOnly` or `system` where the folder cannot be made, `newerFormat`, and `busy`
  ///   after ten seconds.
  public static func create(_ root: String, options: EventLog.Options = EventLog.Options())
    throws(JournalError) -> EventLog
  {
    let layout = StoreLayout(root: absolute(root))
    let log = EventLog(layout: layout, options: options)
    var attempt = 0
    while true {
      do throws(JournalError) {
        try StoreMaking.make(layout)
        _ = try log.identity(timeout: options.timeout)
        return log
      } catch {
        // Whoever gets the lock next gives the store its name.
        if error.code == .busy { return log }
        attempt += 1
        // Somebody may be taking away what is left of a store that stood there before.
        guard error.systemNumber == ErrorNumber.noEntry, attempt < Self.attempts else {
          throw error
        }
      }
    }
  }

  /// How often the folders of a store may go again while it is made.
  private static let attempts = 8

  /// Appends events, all of them or none, in order and with nothing in between.
  ///
  /// - Parameters:
  ///   - events: at least one.
  ///   - durability: what the receipt must promise.
  ///   - timeout: how long to wait for the lock, if not as long as the options say.
  ///   - condition: runs with the lock held and the end of the log; what it throws becomes the
  ///     cause of `conditionFailed`, and nothing is written.
  /// - Throws: `busy`, `full`, `fileTooLarge`, `lineTooLong`, `notALine` for no events,
  ///   `conditionFailed`, `partlyWritten`, `syncFailed`, `noStore`, `readOnly`, `system`; only
  ///   `partlyWritten` and `syncFailed` leave anything in the log.
  @discardableResult
  public func append(
    _ events: [NewEvent], durability: Durability = .flushed, timeout: Duration? = nil,
    onlyIf condition: ((Position) throws -> Void)? = nil
  ) throws(JournalError) -> Receipt {
    var bytes: [UInt8] = []
    for event in events { bytes += event.line() }
    return try append(
      lines: bytes, durability: durability, timeout: timeout, onlyIf: condition)
  }

  /// Appends one event, waiting for the lock as long as the options say.
  ///
  /// - Throws: as `append` of several events, but for `conditionFailed`.
  @discardableResult
  public func append(_ event: NewEvent, durability: Durability = .flushed)
    throws(JournalError) -> Receipt
  {
    try append(lines: event.line(), durability: durability)
  }

  /// Appends lines that are JSON already, byte for byte; the last byte must be a newline.
  ///
  /// Nothing looks into the lines: what is no JSON object is quarantined when it is read.
  ///
  /// - Throws: as `append` of events; `notALine` where the last byte is not a newline.
  @discardableResult
  public func append(
    lines bytes: [UInt8], durability: Durability = .flushed, timeout: Duration? = nil,
    onlyIf condition: ((Position) throws -> Void)? = nil
  ) throws(JournalError) -> Receipt {
    try check(bytes)
    let deadline = SystemCalls.deadline(after: timeout ?? options.timeout)
    // A marker is the log's own to write: another's, that names its own place, is moved from there.
    let mayHoldMarkers = ByteSearch.contains(Array(".drained".utf8), in: bytes.span)
    let (segment, position) = try writer.value.withLock(by: deadline) {
      tail throws(JournalError) in
      if let condition {
        let end = try journaled { () throws(SystemError) in try tail.end() }
        do { try condition(end) } catch {
          throw JournalError(.conditionFailed, "the condition failed: \(error)", cause: error)
        }
      }
      if !mayHoldMarkers { return try tail.write(bytes.span) }
      let end = try journaled { () throws(SystemError) in try tail.end() }
      var distance = 0
      while !Marker.all(in: bytes.span, at: end.advanced(by: distance)).isEmpty { distance += 1 }
      let (segment, start) = try tail.write((Newlines.blank(count: distance) + bytes).span)
      return (segment, start.advanced(by: distance))
    }
    let end = Position(rawValue: position.rawValue + Int64(bytes.count))
    // Sealing syncs on its own; a failure is met again by the next append that is due.
    rotateIfDue(segment, from: position, to: end)
    if durability == .synced { try sync(segment, position) }
    return Receipt(
      position: position, end: end, lines: Newlines.count(in: bytes.span), durability: durability)
  }

  private static func absolute(_ path: String) -> String {
    StoreLocation.absolute(path, StoreLocation.currentDirectory())
  }

  static func notAStore(_ layout: StoreLayout) -> JournalError {
    JournalError(
      .notAStore,
      "\(layout.log) is a link or a file; a store's folders are its own: name the real one with "
        + "--store")
  }

  /// Whether the bytes are lines that the log takes.
  func check(_ bytes: [UInt8]) throws(JournalError) {
    guard bytes.last == Newlines.byte else {
      throw JournalError(.notALine, "a batch must hold at least one line and end in a newline")
    }
    if bytes.count <= options.lineLimit { return }
    var start = 0
    while let end = Newlines.first(in: bytes.span, from: start) {
      if end + 1 - start > options.lineLimit {
        throw JournalError(
          .lineTooLong,
          "a line of \(end + 1 - start) bytes is over the limit of \(options.lineLimit); "
            + "nothing was written; shorten it")
      }
      start = end + 1
    }
  }

  private func sync(_ segment: SegmentFile, _ position: Position) throws(JournalError) {
    do throws(SystemError) { try segment.sync() } catch {
      var failure = JournalError(
        .syncFailed,
        "the events at \(position) are in the log, but the disk did not confirm them: \(error)",
        systemNumber: error.number, cause: error)
      failure.position = position
      throw failure
    }
    Recorder.note(segment.file.path) { _ in .acknowledged(position.description) }
  }
}
