#if canImport(Glibc)
  import CLinux
  import Glibc

  extension Platform {
    /// The status of an open file; nil with `errno` set.
    ///
    /// It does not ask for times. Linux gives a file whose times were read a fresh time at its next
    /// write, to the nanosecond and through the file system's journal, so `fstat` before each
    /// append would make the append cost a quarter more (multigrain timestamps, Linux 6.13).
    static func status(_ number: Int32) -> FileStatus? {
      var raw = statx()
      let wanted = STATX_BASIC_STATS & ~UInt32(STATX_ATIME | STATX_MTIME | STATX_CTIME)
      // AT_EMPTY_PATH is 0x1000 in linux/fcntl.h: the descriptor itself.
      if unsafe statx(number, "", 0x1000, wanted, &raw) == 0 { return FileStatus(raw) }
      guard errno == ENOSYS || errno == EPERM else { return nil }
      // A sandbox that is older than the call refuses it.
      var plain = stat()
      return unsafe fstat(number, &plain) == 0 ? FileStatus(plain) : nil
    }
  }

  extension FileStatus {
    init(_ raw: statx) {
      self.init(
        device: Self.device(UInt64(raw.stx_dev_major), UInt64(raw.stx_dev_minor)),
        inode: raw.stx_ino,
        size: Int64(raw.stx_size), links: Int(raw.stx_nlink),
        allocated: Int64(raw.stx_blocks) * 512, permissions: UInt32(raw.stx_mode) & 0o7777,
        isFolder: UInt32(raw.stx_mode) & UInt32(S_IFMT) == UInt32(S_IFDIR),
        isRegular: UInt32(raw.stx_mode) & UInt32(S_IFMT) == UInt32(S_IFREG), owner: raw.stx_uid,
        modified_ns: nil, changed_ns: nil)
    }

    /// The two numbers of a device as one, as `stat` has it, so that the two compare (makedev(3)).
    private static func device(_ major: UInt64, _ minor: UInt64) -> UInt64 {
      (major & 0xffff_f000) << 32 | (major & 0xfff) << 8 | (minor & 0xffff_ff00) << 12
        | minor & 0xff
    }
  }
#endif
