import SystemCalls

extension Store {
  /// Which events are blanked, and why.
  package struct RedactRequest: Sendable {
    /// Places in the log.
    package var positions: [Position] = []
    /// Ids of events.
    package var ids: [String] = []
    /// All events that it lets through; nil: none besides.
    package var filter: Filter?
    /// Texts that are looked for in the store's other files, and never written down.
    package var texts: [String] = []
    /// Why, as `tlm.redacted` says.
    package var reason: String
    /// Whether nothing is done but to tell what would be.
    package var isDryRun = false
    /// How long to wait for locks.
    package var timeout = Duration.seconds(10)

    package init(reason: String) { self.reason = reason }

    /// Whether it names nothing: what was begun is finished.
    package var isEmpty: Bool { positions.isEmpty && ids.isEmpty && filter == nil }
  }
}

/// By what a line is known again: without its bytes.
struct LineKey: Hashable {
  private let hash: Int
  private let checksum: UInt32
  private let count: Int

  init(_ line: some Collection<UInt8>) {
    let bytes = Array(line)
    var hasher = Hasher()
    hasher.combine(bytes)
    hash = hasher.finalize()
    checksum = Checksum.crc32c(bytes.span)
    count = bytes.count
  }
}

/// Says of lines that stand anywhere whether they are meant.
final class LineJudge {
  private let filter: Filter?
  private let ids: Set<String>
  private let texts: [[UInt8]]
  private let parser = LineParser()
  private let blanker = LineBlanker()
  /// The lines that were chosen, wherever they stand again.
  private(set) var keys: Set<LineKey> = []

  init(_ request: Store.RedactRequest) {
    filter = request.filter
    ids = Set(request.ids)
    texts = request.texts.map { Array($0.utf8) }
  }

  func add(_ line: [UInt8]) { keys.insert(LineKey(line)) }

  /// Of as many bytes.
  func blank(_ line: [UInt8]) -> [UInt8] { blanker.blank(line) }

  /// Whether a line is one of those that were chosen, or would be.
  func isChosen(_ line: [UInt8]) -> Bool {
    if keys.contains(LineKey(line)) { return true }
    guard filter != nil || !ids.isEmpty else { return false }
    let batch = parser.parse(LineChunk(line))
    return batch.count == 1 && matches(batch.event(at: 0))
  }

  func matches(_ event: borrowing Event) -> Bool {
    if let filter, filter.matches(event) { return true }
    guard !ids.isEmpty, let id = event.text(.eventID) else { return false }
    return ids.contains(id)
  }

  /// What a line of a source becomes; nil where it stays.
  func blankIfChosen(_ line: [UInt8]) -> [UInt8]? { isChosen(line) ? blank(line) : nil }

  /// Whether half a line has one of the texts.
  func hasText(_ bytes: [UInt8]) -> Bool {
    texts.contains { ByteSearch.contains($0, in: bytes.span) }
  }
}

@available(*, unavailable)
extension LineJudge: Sendable {}
