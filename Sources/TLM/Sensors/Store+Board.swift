extension Store {
  /// The board that `tlm watch`, or a control loop, publishes for this store: every sensor, the mode
  /// and what may be done in it, each read in a microsecond.
  ///
  /// ```swift
  /// var board = try store.board
  /// let mode = try board.mode(now: .current)
  /// print(mode.name, mode.constraints?.max_concurrent_tasks ?? 0)
  /// ```
  ///
  /// Keep it: it goes on reading what is published, also where another board takes its place.
  ///
  /// - Throws: `missing` where nobody has published one, or it is of another store, from which it was
  ///   copied; as `BoardReader.init`.
  public var board: BoardReader {
    get throws(BoardError) {
      let path = log.layout.board
      let reader = try BoardReader(path: path)
      guard try reader.header().isOf(((try? log.readIdentity()) ?? nil)?.id) else {
        throw BoardError(
          .missing, "the board at \(path) is another store's; tlm watch publishes this one's")
      }
      return reader
    }
  }
}
