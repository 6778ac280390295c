import Journal

#if canImport(Glibc)
  import CLinux
  import Glibc
#else
  import Darwin
#endif

/// Where LMDB can live: it needs memory that all openers share, and process numbers that mean the
/// same to all of them.
enum Habitat {
  /// Throws `unavailable` for a folder on a disk of another machine.
  static func requireLocalDisk(_ folder: String) throws(ViewsError) {
    guard let kind = networkKind(of: folder) else { return }
    throw ViewsError(
      .unavailable,
      "\(folder) is on a network file system (\(kind)), where no index can be kept; answers come "
        + "from a scan of the log")
  }

  #if canImport(Glibc)
    /// `f_type` of statfs(2), by linux/magic.h and the kernels' own headers. FUSE is among them:
    /// what is behind it, and whether its memory is shared, cannot be told.
    private static let networkKinds: [UInt32: String] = [
      0x6969: "nfs", 0x517B: "smb", 0xFE53_4D42: "smb2", 0xFF53_4D42: "cifs", 0x7375_7245: "coda",
      0x5346_414F: "afs", 0x6B41_4653: "afs", 0x0102_1997: "9p", 0x6573_5546: "fuse",
      0x00C3_6400: "ceph", 0x4750_4653: "gpfs", 0x0BD0_0BD0: "lustre", 0x7461_636F: "ocfs2",
      0x0116_1970: "gfs2", 0x786F_4256: "vboxsf", 0xBACB_ACBC: "vmhgfs", 0x7C7C_6673: "prlfs",
      0x1983_0326: "fhgfs", 0xAAD7_AAEA: "panfs",
    ]

    private static func networkKind(of folder: String) -> String? {
      networkKinds[UInt32(truncatingIfNeeded: unsafe tlm_file_system(folder))]
    }

    /// A name for the processes that see the same process numbers as this one; nil where the
    /// system does not tell.
    static var processNamespace: String? {
      var name = [UInt8](repeating: 0, count: 64)
      let count = unsafe name.withUnsafeMutableBytes { buffer in
        unsafe readlink(
          "/proc/self/ns/pid", buffer.baseAddress!.assumingMemoryBound(to: CChar.self),
          buffer.count)
      }
      return count > 0 ? String(decoding: name[..<count], as: UTF8.self) : nil
    }
  #else
    private static func networkKind(of folder: String) -> String? {
      var status = statfs()
      guard unsafe statfs(folder, &status) == 0, status.f_flags & UInt32(MNT_LOCAL) == 0 else {
        return nil
      }
      return "remote"
    }

    static var processNamespace: String? { "darwin" }
  #endif
}
