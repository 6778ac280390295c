package import Journal

extension OTLPIngest {
  /// One that looks into a log for what came before, and writes to it by a function: where appends of
  /// several senders go to the disk together.
  package convenience init(_ log: EventLog, _ settings: Settings, append: @escaping Append) {
    self.init(
      settings,
      lookBack: { () throws(JournalError) in
        try SeenItems.keys(inTheEndOf: log, bytes: settings.lookBack)
      }, confirm: { (start) throws(JournalError) in try log.writeAgain(from: start) },
      identity: { (try? log.readIdentity())?.id },
      append: append)
  }
}
