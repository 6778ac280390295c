import SystemCalls

/// What a process must be allowed to have so that views can be open in it: what they take is lacking
/// to the scan that answers without them, and nobody can do without an answer.
enum ProcessRoom {
  /// Files that may be open besides: those of the views, and those that a scan needs.
  private static let files = 16
  /// Bytes that may be mapped.
  private static let addressSpace: Int64 = 1 << 30

  /// Throws `unavailable` where `ulimit` leaves too little.
  static func require() throws(ViewsError) {
    guard ProcessLimit.addressSpace >= addressSpace else {
      throw ViewsError(
        .unavailable,
        "this process may map less than 1 GiB (ulimit -v), too little for an index; answers come "
          + "from a scan of the log")
    }
    guard ProcessLimit.hasRoom(forFiles: files) else {
      throw ViewsError(
        .unavailable,
        "this process may open fewer than \(files) files more (ulimit -n), too few for an index; "
          + "answers come from a scan of the log")
    }
  }
}
