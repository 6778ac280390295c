import SystemCalls

/// What a store takes of its disk.
enum DiskUse {
  /// The part of the file system in use, in percent, as `df` says it: of what its users may fill.
  static func percent(at path: String) -> Double? {
    guard let blocks = DiskBlocks(at: path) else { return nil }
    let (all, free, usable) = (blocks.all, blocks.free, blocks.available)
    guard free <= all, all - free + usable > 0 else { return nil }
    return 100 * Double(all - free) / Double(all - free + usable)
  }

  /// Bytes of the files in the store's log; nil where there is none.
  static func logSize(of store: String) -> Int64? {
    let folder = store + "/log"
    // A folder that cannot be listed says nothing; a file that is gone by now has no size.
    guard let names = try? Folder.names(in: folder), !names.isEmpty else { return nil }
    return names.reduce(0) { sum, name in
      let status = (try? FileStatus.ofName(folder + "/" + name)) ?? nil
      return sum + (status.map { $0.isFolder ? 0 : $0.size } ?? 0)
    }
  }
}
