import Events
import SystemCalls

/// A book of what came into a log from elsewhere, by the markers that stand before it there.
///
/// A file beside the log only spares looking for them: an old one costs time, one that does not fit the log
/// is left aside. It has numbers of eight bytes, texts with their lengths, and a checksum.
protocol SavedLedger: Sendable {
  associatedtype Run: MarkedRun

  /// The line that the file begins with.
  static var mark: String { get }
  /// The part of a base that has what was pruned.
  static var section: String { get }
  /// Where the file stands.
  static func path(in layout: StoreLayout) -> String

  init(through: Position)

  /// Every marker before this position is accounted for.
  var through: Position { get set }

  /// - Parameter run: it stands behind those that are known.
  mutating func add(_ run: Run)

  /// Writes what is in it, but for `through`.
  func write(to writer: inout PackedWriter)

  /// Takes what `write` wrote; false for anything else.
  mutating func take(from reader: inout PackedReader) -> Bool
}

/// Bytes of a log that came in behind a marker.
protocol MarkedRun: Sendable {
  /// Nil for a marker of something else.
  init?(_ marker: Marker, at position: Position)

  /// Where its bytes stand.
  var extent: RunExtent { get }
}

extension SavedLedger {
  /// - Parameter check: of the log's bytes right before its end.
  func bytes(identity: String, check: UInt32) -> [UInt8] {
    var writer = PackedWriter(bytes: Array(Self.mark.utf8))
    writer.text(identity)
    writer.number(through.rawValue)
    writer.number(Int64(check))
    write(to: &writer)
    writer.number(Int64(Checksum.crc32c(writer.bytes.span)))
    return writer.bytes
  }

  /// nil for anything but the bytes that were written for the same store.
  static func saved(in bytes: [UInt8], identity: String?) -> (ledger: Self, check: UInt32)? {
    guard bytes.count > mark.utf8.count + 8, bytes.starts(with: mark.utf8) else { return nil }
    let body = bytes.count - 8
    var end = PackedReader(bytes: bytes, index: body)
    guard end.number() == Int64(Checksum.crc32c(bytes.span.extracting(..<body))) else { return nil }
    var reader = PackedReader(bytes: bytes, index: mark.utf8.count)
    guard let id = reader.text(), id == identity, let through = reader.number(),
      let check = reader.number()
    else { return nil }
    var ledger = Self(through: Position(rawValue: through))
    guard ledger.take(from: &reader) else { return nil }
    return (ledger, UInt32(truncatingIfNeeded: check))
  }

  /// By what the ledger of a base is known.
  private static var identityOfBase: String { "base" }

  /// As a part of a base.
  var prunedBytes: [UInt8] { bytes(identity: Self.identityOfBase, check: 0) }

  /// What a prune left; nil where nothing was pruned, or nobody knows what.
  static func pruned(_ layout: StoreLayout) -> Self? {
    // Without it lines come twice rather than not at all.
    guard let base = (try? LogBase.inForce(layout)) ?? nil,
      let bytes = (try? base.bytes(of: section)) ?? nil
    else { return nil }
    return saved(in: bytes, identity: identityOfBase)?.ledger
  }

  /// Takes note of the markers up to a place.
  mutating func read(_ layout: StoreLayout, to end: Position) throws(SystemError) {
    guard through < end else { return }
    let search = ImportSearch(layout: layout)
    for run in try search.runs(of: Run.self, from: through, to: end) { add(run) }
    through = end
  }

  /// Takes note of what came of an attempt.
  mutating func count(_ step: LedgerStep<Run>) {
    switch step {
    case .written(let run, let others, let end):
      others.forEach { add($0) }
      add(run)
      through = end
    case .overtaken(let others, let end):
      others.forEach { add($0) }
      through = end
    }
  }
}
