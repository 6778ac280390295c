#if canImport(Glibc)
  import CLinux
  import Glibc
#else
  import Darwin
#endif

/// Which disks belong to another machine.
package enum NetworkDisk {
  #if canImport(Glibc)
    /// `f_type` of statfs(2), by linux/magic.h and the kernels' own headers. FUSE is among them:
    /// what is behind it, and whether its memory is shared, cannot be told.
    private static let kinds: [UInt32: String] = [
      0x6969: "nfs", 0x517B: "smb", 0xFE53_4D42: "smb2", 0xFF53_4D42: "cifs", 0x7375_7245: "coda",
      0x5346_414F: "afs", 0x6B41_4653: "afs", 0x0102_1997: "9p", 0x6573_5546: "fuse",
      0x00C3_6400: "ceph", 0x4750_4653: "gpfs", 0x0BD0_0BD0: "lustre", 0x7461_636F: "ocfs2",
      0x0116_1970: "gfs2", 0x786F_4256: "vboxsf", 0xBACB_ACBC: "vmhgfs", 0x7C7C_6673: "prlfs",
      0x1983_0326: "fhgfs", 0xAAD7_AAEA: "panfs",
    ]

    /// What kind of network file system a folder is on; nil for a disk of this machine.
    package static func kind(of folder: String) -> String? {
      kinds[UInt32(truncatingIfNeeded: unsafe tlm_file_system(folder))]
    }
  #else
    package static func kind(of folder: String) -> String? {
      var status = statfs()
      guard unsafe statfs(folder, &status) == 0, status.f_flags & UInt32(MNT_LOCAL) == 0 else {
        return nil
      }
      return "remote"
    }
  #endif
}
