#if canImport(Darwin)
  import Darwin

  /// What differs between systems. This file is compiled on macOS only and is not run in CI.
  enum Platform {
    /// Opens a folder for what stands in it, whether or not its names may be read.
    static let pathOnly: Int32 = O_SEARCH

    /// Goes to the next byte that was ever written.
    static let seekData: Int32 = SEEK_DATA

    /// The status of an open file; nil with `errno` set.
    static func status(_ number: Int32) -> FileStatus? {
      var raw = stat()
      return unsafe fstat(number, &raw) == 0 ? FileStatus(raw) : nil
    }

    static func syncData(_ number: Int32) -> Int32 { fcntl(number, F_FULLFSYNC) }

    /// macOS has no way to ask; the sync at the end does all of it.
    static func beginSync(_ number: Int32, from offset: Int64, count: Int64) {}

    static func reserve(_ number: Int32, from offset: Int64, count: Int64) -> Int32 {
      var request = fstore_t(
        fst_flags: UInt32(F_ALLOCATEALL), fst_posmode: F_PEOFPOSMODE, fst_offset: 0,
        fst_length: count, fst_bytesalloc: 0)
      return unsafe fcntl(number, F_PREALLOCATE, &request)
    }

    /// macOS has no way to ask; a file is kept rather than lost.
    static func isOpenElsewhere(_ number: Int32) -> Bool { true }

    /// A kqueue that reports changes of the folders and of the files in them.
    static func watch(_ paths: [String]) throws(SystemError) -> Descriptor {
      let queue = kqueue()
      guard queue >= 0 else { throw SystemError(.open, "kqueue") }
      let descriptor = Descriptor(adopting: queue, path: "kqueue")
      for folder in paths {
        let names = try Folder.names(in: folder)
        for path in [folder] + names.map({ folder + "/" + $0 }) {
          // The descriptor stays open as long as the queue wants it: for the life of the process.
          let file = open(path, O_EVTONLY | O_CLOEXEC)
          guard file >= 0 else { continue }
          var change = kevent(
            ident: UInt(file), filter: Int16(EVFILT_VNODE), flags: UInt16(EV_ADD | EV_CLEAR),
            fflags: UInt32(NOTE_WRITE | NOTE_EXTEND | NOTE_DELETE | NOTE_RENAME), data: 0,
            udata: nil)
          _ = unsafe kevent(queue, &change, 1, nil, 0, nil)
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
        var event = kevent()
        var now = timespec()
        while unsafe kevent(watch.number, nil, 0, &event, 1, &now) > 0 {}
      }
      return true
    }
  }
#endif
