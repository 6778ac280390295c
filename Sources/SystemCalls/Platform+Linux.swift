#if canImport(Glibc)
  import CLinux
  import Glibc

  /// What differs between systems: reserving space, making a write durable, the time.
  enum Platform {
    /// Opens a folder for what stands in it, whether or not its names may be read: O_PATH of
    /// asm-generic/fcntl.h, which the Glibc module does not carry.
    static let pathOnly: Int32 = 0o10_000_000

    /// Goes to the next byte that was ever written: SEEK_DATA of linux/fs.h, which it does not carry
    /// either.
    static let seekData: Int32 = 3

    /// Makes the bytes of an open file durable, with as much of its metadata as reading them takes.
    static func syncData(_ number: Int32) -> Int32 { fdatasync(number) }

    /// Has the system begin to put a range of a file on the disk, without waiting for it.
    static func beginSync(_ number: Int32, from offset: Int64, count: Int64) {
      // SYNC_FILE_RANGE_WRITE is 2 in linux/fs.h, which the Glibc module does not carry.
      _ = sync_file_range(number, Int(offset), Int(count), 2)
    }

    /// Takes disk space for a range beyond the end of a file without changing its length.
    static func reserve(_ number: Int32, from offset: Int64, count: Int64) -> Int32 {
      // FALLOC_FL_KEEP_SIZE is 1 in linux/falloc.h, which the Glibc module does not carry.
      fallocate(number, 1, Int(offset), Int(count))
    }

    /// The user that owns a file may drop it when no other process has it open.
    static func isOpenElsewhere(_ number: Int32) -> Bool {
      // F_SETLEASE 1024 with F_WRLCK succeeds only for the one opener of a file (fcntl(2)).
      guard fcntl(number, 1024, Int32(F_WRLCK)) == 0 else { return true }
      _ = fcntl(number, 1024, Int32(F_UNLCK))
      return false
    }

    /// A descriptor that becomes readable when anything in the folders changes.
    static func watch(_ paths: [String]) throws(SystemError) -> Descriptor {
      let watch = inotify_init1(Int32(IN_CLOEXEC | IN_NONBLOCK))
      guard watch >= 0 else { throw SystemError(.open, "inotify") }
      let descriptor = Descriptor(adopting: watch, path: "inotify")
      let mask = UInt32(IN_MODIFY | IN_CREATE | IN_MOVED_TO | IN_DELETE | IN_ATTRIB)
      for path in paths {
        guard unsafe inotify_add_watch(watch, path, mask) >= 0 else {
          throw SystemError(.open, path)
        }
      }
      return descriptor
    }

    /// Returns at a change, or after the timeout; false once `stop` is written to or closed.
    static func waitForChange(_ watch: Descriptor?, or stop: Descriptor, timeout_ms: Int32) -> Bool
    {
      var polled = [pollfd(fd: stop.number, events: Int16(POLLIN), revents: 0)]
      if let watch { polled.append(pollfd(fd: watch.number, events: Int16(POLLIN), revents: 0)) }
      let ready = unsafe poll(&polled, nfds_t(polled.count), timeout_ms)
      if ready > 0 && polled[0].revents != 0 { return false }
      if ready > 0, let watch {
        // What changed does not matter; the queue is emptied so that the next change shows.
        var room = [UInt8](repeating: 0, count: 16 << 10)
        while unsafe room.withUnsafeMutableBytes({ unsafe rawRead(watch.number, $0) }) > 0 {}
      }
      return true
    }
  }
#endif
