import SystemCalls

/// The sources that every store has, in the order in which they are drained.
enum SourceCatalog {
  /// Spool files first, oldest first, then what became of the inbox, and the inbox.
  static func all(in layout: StoreLayout) throws(SystemError) -> [any Source] {
    var all: [any Source] = SpoolSource.all(in: layout)
    all += try RetiredInboxSource.all(in: layout)
    all.append(InboxSource(layout: layout))
    return all
  }
}
