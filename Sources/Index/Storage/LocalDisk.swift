import SystemCalls

/// Where LMDB can live: it needs memory that all openers share, and process numbers that mean the
/// same to all of them.
enum LocalDisk {
  /// Throws `unavailable` for a folder on a disk of another machine.
  static func requireLocalDisk(_ folder: String) throws(ViewsError) {
    guard let kind = NetworkDisk.kind(of: folder) else { return }
    throw ViewsError(
      .unavailable,
      "\(folder) is on a network file system (\(kind)), where no index can be kept; answers come "
        + "from a scan of the log")
  }
}
