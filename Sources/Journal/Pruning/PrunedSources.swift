package import Events
import SystemCalls

/// How far sources had come before the cut of a prune: what a base knows instead of their markers.
struct PrunedSources: Sendable {
  /// Where the oldest line stands that is kept.
  let first: Position
  /// The last marker of each source before the cut; its length is what the log had of the source.
  let markers: [String: Marker]

  static let section = "sources"

  /// nil where nothing was pruned, or nobody knows what.
  init?(_ layout: StoreLayout) {
    // What cannot be read is as good as none: lines come twice rather than not at all.
    guard let base = (try? LogBase.inForce(layout)) ?? nil,
      let first = (try? SegmentList(layout))?.bases.first,
      let bytes = (try? base.bytes(of: Self.section)) ?? nil, let cursors = Cursors(bytes)
    else { return nil }
    self.first = first
    markers = cursors.markers
  }

  /// Whether a base is in force; nobody knows: as if one were.
  static func mayBeThere(_ layout: StoreLayout) -> Bool {
    do throws(JournalError) { return try LogBase.inForce(layout) != nil } catch { return true }
  }

  /// The marker as the base knows it, where the log does not have it any more.
  func pruned(_ marker: Marker, of source: String) -> Marker? {
    guard marker.at < first, let known = markers[source], known.at == marker.at else { return nil }
    return known
  }
}

extension EventLog {
  /// What a base says of sources, of a cut up to which no line is ever written again.
  ///
  /// The lock is taken, so that no source is drained meanwhile.
  package func sourcesSection(
    before cut: Position, timeout: Duration = .seconds(10)
  ) throws(JournalError) -> (name: String, bytes: [UInt8]) {
    let deadline = SystemCalls.deadline(after: timeout)
    return try writer.value.withLock(by: deadline) { tail throws(JournalError) in
      try journaled { () throws(SystemError) in
        let search = CursorSearch(layout: tail.layout, end: cut)
        // Nothing is carried on that cannot be read.
        if search.pruned == nil, PrunedSources.mayBeThere(tail.layout) {
          throw SystemError(.pread, tail.layout.log + "/*.base", ErrorNumber.invalid)
        }
        var cursors = try search.cursors(from: nil)
        let sources = try SourceCatalog.all(in: tail.layout)
        cursors.markers[SourceName.none] = nil
        for (name, marker) in cursors.markers {
          if let source = sources.first(where: { $0.name == name }) {
            cursors.markers[name]?.length = try Self.length(of: marker, source, tail, search)
          } else if name.hasPrefix(SourceName.spools) || RetiredInboxSource.isOwn(name) {
            // It went when all of it was in the log.
            cursors.markers[name] = nil
          }
        }
        return (PrunedSources.section, cursors.bytes)
      }
    }
  }

  /// How much of a source the log has behind a marker: all that the marker speaks of, unless whoever
  /// drained it died.
  private static func length(
    of marker: Marker, _ source: some Source, _ tail: Tail, _ search: CursorSearch
  ) throws(SystemError) -> Int64 {
    guard let content = try source.open(), try content.isContinuation(of: marker) else {
      return marker.length
    }
    var cursors = Cursors(through: search.end)
    cursors.markers[source.name] = marker
    let cursor = try tail.cursor(of: content, named: source.name, &cursors, search)
    return max(0, cursor - marker.from)
  }
}
